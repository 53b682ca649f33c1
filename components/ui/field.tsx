'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from '@/lib/cn';

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and what would be right. */
  error?: ReactNode;
  /** Lines kept free for it, so that nothing jumps when it comes. */
  reserve?: 1 | 2;
  className?: string;
}

interface ControlProps {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

function Field({
  label,
  hint,
  error,
  reserve,
  className,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const describedBy = error || hint ? `${id}-more` : undefined;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-small font-medium text-ink-2">
        {label}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': describedBy })}
      {(error || hint || reserve) && (
        <p
          id={`${id}-more`}
          className={cn('mt-1 text-small', reserve === 2 ? 'min-h-8' : 'min-h-4', error ? 'text-bad' : 'text-ink-3')}
        >
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

type Own<T extends 'input' | 'select' | 'textarea'> = FieldProps &
  Omit<ComponentProps<T>, keyof FieldProps | 'size' | 'id'>;

export function TextField({
  label,
  hint,
  error,
  reserve,
  className,
  large,
  ...rest
}: Own<'input'> & { large?: boolean }) {
  return (
    <Field {...{ label, hint, error, reserve, className }}>
      {(control) => <input className="inp" data-size={large ? 'lg' : undefined} {...rest} {...control} />}
    </Field>
  );
}

export function SelectField({ label, hint, error, reserve, className, children, ...rest }: Own<'select'>) {
  return (
    <Field {...{ label, hint, error, reserve, className }}>
      {(control) => (
        <select className="inp" {...rest} {...control}>
          {children}
        </select>
      )}
    </Field>
  );
}

export function TextAreaField({ label, hint, error, reserve, className, ...rest }: Own<'textarea'>) {
  return (
    <Field {...{ label, hint, error, reserve, className }}>
      {(control) => <textarea className="inp" {...rest} {...control} />}
    </Field>
  );
}
