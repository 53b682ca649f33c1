import { getTranslations } from 'next-intl/server';
import { NotFoundText } from '@/components/layout/not-found-text';

export async function generateMetadata() {
  const t = await getTranslations('errors');
  return { title: t('notFoundShort') };
}

/** Outside the portal's frame: an address that no route knows. */
export default function NotFound() {
  return (
    <main className="page">
      <NotFoundText />
    </main>
  );
}
