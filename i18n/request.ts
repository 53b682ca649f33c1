import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { requestLocale } from '@/lib/auth/locale';
import { LOCALE_COOKIE } from './locales';

/** Cookie, then Accept-Language, then English; no language in the URL, so links can be shared between readers of both. */
export default getRequestConfig(async () => {
  const [jar, given] = await Promise.all([cookies(), headers()]);
  const locale = requestLocale(jar.get(LOCALE_COOKIE)?.value ?? null, given.get('accept-language'));
  const messages =
    locale === 'zh-CN'
      ? (await import('../messages/zh-CN.json')).default
      : (await import('../messages/en.json')).default;
  return { locale, messages, timeZone: 'UTC' };
});
