import type { MetadataRoute } from 'next';

/** Search engines may find the door, nothing behind it. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', allow: ['/sign-in', '/icon.svg', '/_next/static/'], disallow: '/' } };
}
