/** Cookie first, then the browser's first language; the same rule as the pages (i18n/request.ts). */
export function requestLocale(cookie: string | null, acceptLanguage: string | null): 'en' | 'zh-CN' {
  if (cookie === 'en' || cookie === 'zh-CN') return cookie;
  return /^\s*zh\b/i.test(acceptLanguage ?? '') ? 'zh-CN' : 'en';
}
