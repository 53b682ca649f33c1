export type Language = 'en_US' | 'zh_CN';

/** X-Language ignoring case, with - or _; anything unknown is as if it were absent. */
export function parseLanguage(header: string | undefined): Language | null {
  const text = header?.trim().toLowerCase().replace('-', '_');
  if (text === 'zh_cn' || text === 'zh') return 'zh_CN';
  if (text === 'en_us' || text === 'en') return 'en_US';
  return null;
}
