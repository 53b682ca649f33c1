import { rodsOf } from './abacus-beads';

const ROD_GAP = 62.2;
const FIRST_ROD = 31.1;

interface BeadProps {
  x: number;
  y: number;
  counted: boolean;
}

function Bead({ x, y, counted }: BeadProps) {
  const look = counted ? 'fill-accent-fill stroke-accent-fill' : 'fill-surface stroke-rule-2';
  return <rect x={x - 22} y={y} width="44" height="24" rx="11" strokeWidth="1.25" className={look} />;
}

/** A drawing of an abacus (suanpan: two beads above the beam, five below) that shows a date `YYYYMMDD`. */
export function Abacus({ digits, label, caption }: { digits: string; label: string; caption: string }) {
  return (
    <figure className="w-[min(560px,80%)]">
      <svg viewBox="0 0 560 410" width="100%" role="img" aria-label={label} className="text-ink-3">
        <rect x="1" y="1" width="558" height="370" rx="10" fill="none" strokeWidth="1.5" className="stroke-rule-2" />
        <rect x="1" y="118" width="558" height="5" className="fill-rule-2" />
        {rodsOf(digits).map(({ digit, fives, ones }, index) => {
          const x = FIRST_ROD + index * ROD_GAP;
          return (
            <g key={x}>
              <line x1={x} x2={x} y1="2" y2="370" strokeWidth="1.5" className="stroke-rule-2" />
              {[0, 1].map((bead) => (
                <Bead key={bead} x={x} y={bead < fives ? 91 - bead * 26 : 8 + (1 - bead) * 26} counted={bead < fives} />
              ))}
              {[0, 1, 2, 3, 4].map((bead) => (
                <Bead key={bead} x={x} y={bead < ones ? 126 + bead * 26 : 236 + bead * 26} counted={bead < ones} />
              ))}
              {digit !== null && (
                <text x={x} y="402" textAnchor="middle" fontSize="14" fill="currentColor">
                  {digit}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="text-ink-3 mt-1 text-center">{caption}</figcaption>
    </figure>
  );
}
