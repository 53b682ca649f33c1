/**
 * A specification as a person reads it: `General computing|s6.small.1|1vCPUs|1GB` becomes
 * “General computing · s6.small.1 · 1 vCPU · 1 GB”. Files keep the upstream's own text.
 */
export function readableSpec(text: string): string {
  return text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' · ')
    .replace(/(?<![\d.\w-])(\d+(?:\.\d+)?) ?(vCPUs?|GiB|GB|TB|Mbps|Mbit\/s)\b/g, (_, count: string, unit: string) =>
      unit.startsWith('vCPU') ? `${count} ${count === '1' ? 'vCPU' : 'vCPUs'}` : `${count} ${unit}`,
    );
}
