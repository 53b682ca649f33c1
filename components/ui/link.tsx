import NextLink from 'next/link';
import type { ComponentProps } from 'react';

/**
 * A link within the portal. Nothing is fetched ahead: every page is decided on the server for who asks right then, so
 * that a page full of links would only ask for dozens of answers that nobody may use.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink {...props} prefetch={false} />;
}
