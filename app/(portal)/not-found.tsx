import { getTranslations } from 'next-intl/server';
import { NotFoundText } from '@/components/layout/not-found-text';

export async function generateMetadata() {
  const t = await getTranslations('errors');
  return { title: t('notFoundShort') };
}

export default function PortalNotFound() {
  return <NotFoundText />;
}
