type RawParams = Readonly<Record<string, string | string[] | undefined>>;

const UNMATCHED = 'unmatched';
/** More routes than there are files; whatever else would come is one label. */
const MOST_LABELS = 100;
const seen = new Set<string>();

/**
 * `/api/v1/orders/[orderId]` or `/api/[...path]`: the label of a route must not grow with what strangers ask for, however
 * they spell it.
 * @param params as Next gives them: a list for a catch-all
 */
export function routeLabel(pathname: string, params: RawParams): string {
  const label = labelOf(pathname, params);
  if (!seen.has(label) && seen.size >= MOST_LABELS) return UNMATCHED;
  seen.add(label);
  return label;
}

function labelOf(pathname: string, params: RawParams): string {
  const segments = pathname.split('/').filter(Boolean).map(decoded);
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) {
      // A catch-all is the rest of the path.
      segments.splice(Math.max(0, segments.length - value.length), value.length, `[...${name}]`);
      continue;
    }
    const at = segments.lastIndexOf(decoded(value ?? ''));
    if (at < 0) return UNMATCHED;
    segments[at] = `[${name}]`;
  }
  return `/${segments.join('/')}`;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
