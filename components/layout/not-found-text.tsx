import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/paths';

/** The same words whether a thing does not exist or belongs to somebody else. */
export async function NotFoundText() {
  const t = await getTranslations('errors');
  return (
    <div className="max-w-[60ch]">
      <h1>{t('notFoundTitle')}</h1>
      <p className="mt-1 mb-4 text-ink-2">{t('notFoundBody')}</p>
      <ButtonLink href={paths.overview()}>{t('toOverview')}</ButtonLink>
    </div>
  );
}
