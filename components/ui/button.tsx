import { cva, type VariantProps } from 'class-variance-authority';
import { Link } from '@/components/ui/link';
import type { ComponentProps } from 'react';

/** One primary button a screen. */
export const buttonLook = cva(
  'inline-flex items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap transition-colors duration-90 ease-calm hover:no-underline disabled:border-rule disabled:bg-sunken disabled:text-ink-3 [&_.icon]:text-ink-3',
  {
    variants: {
      look: {
        primary:
          'border-accent-fill bg-accent-fill text-on-accent hover:border-accent-2 hover:bg-accent-2 [&_.icon]:text-current',
        default: 'border-rule-2 bg-surface text-ink hover:bg-hover',
        ghost: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink disabled:bg-transparent',
        danger: 'border-rule-2 bg-surface text-bad hover:bg-bad-soft [&_.icon]:text-current',
        link: 'border-transparent bg-transparent px-0! text-accent font-normal hover:underline disabled:bg-transparent',
      },
      size: {
        default: 'h-[30px] px-[11px] max-sm:h-11',
        small: 'h-7 px-[9px] max-sm:h-11',
        large: 'h-9 px-[11px] max-sm:h-11',
      },
      wide: { true: 'w-full' },
    },
    defaultVariants: { look: 'default', size: 'default' },
  },
);

type Look = VariantProps<typeof buttonLook>;

export function Button({ look, size, wide, className, type = 'button', ...rest }: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonLook({ look, size, wide, className })} {...rest} />;
}

/** The same look on a link within the portal. */
export function ButtonLink({ look, size, wide, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={buttonLook({ look, size, wide, className })} {...rest} />;
}
