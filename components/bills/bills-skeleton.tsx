import { Bar } from '@/components/ui/skeleton';

/** Bars in the grid of the bill lines, as high as they are: 18 px of text and 5 px above and below. */
export function LinesSkeleton() {
  return (
    <div role="status" aria-busy="true">
      {Array.from({ length: 24 }, (_, row) => (
        <div key={row} className="flex h-[29px] items-center gap-6 border-b border-rule max-sm:h-[45px]">
          <Bar className="w-[48px]" />
          <Bar className={row % 3 === 0 ? 'w-[220px]' : 'w-[168px]'} />
          <Bar className="ml-auto w-[88px]" />
        </div>
      ))}
    </div>
  );
}

/** The whole page before its first answer: title, filters, lines. */
export function BillsSkeleton({ title }: { title: string }) {
  return (
    <>
      <header className="mb-3.5 h-12 max-sm:mb-2.5">
        <h1>{title}</h1>
      </header>
      <div className="h-[50px] border-t border-b border-t-rule-2 border-b-rule" />
      <LinesSkeleton />
    </>
  );
}
