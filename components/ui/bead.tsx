import type { CycleState } from '@/lib/cycles';

/** The state of a billing cycle as a shape: hatched open, half closing, solid final, ringed restated. */
export function Bead({ state, size = 10 }: { state: CycleState; size?: number }) {
  return (
    <svg
      className="flex-none"
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      {shapes[state]}
    </svg>
  );
}

const shapes: Record<CycleState, React.ReactNode> = {
  open: (
    <>
      <circle cx="6" cy="6" r="4.9" strokeWidth="1.2" />
      <path d="M1.42 5.58 5.58 1.42M2.75 9.25l6.5-6.5M6.42 10.58l4.16-4.16" strokeWidth="1.3" />
    </>
  ),
  closing: (
    <>
      <circle cx="6" cy="6" r="4.9" strokeWidth="1.2" />
      <path d="M6 1.1a4.9 4.9 0 0 1 0 9.8z" fill="currentColor" stroke="none" />
    </>
  ),
  final: <circle cx="6" cy="6" r="5" fill="currentColor" stroke="none" />,
  restated: (
    <>
      <circle cx="6" cy="6" r="5.3" strokeWidth="1.1" />
      <circle cx="6" cy="6" r="3" fill="currentColor" stroke="none" />
    </>
  ),
};
