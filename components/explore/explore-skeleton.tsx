import { PageHeader } from '@/components/layout/page-header';
import { Bar } from '@/components/ui/skeleton';

/** The page before its first answer: title, question and room for chart and table. */
export function ExploreSkeleton({ title }: { title: string }) {
  return (
    <>
      <PageHeader title={title} />
      <ExploreBars />
    </>
  );
}

export function ExploreBars() {
  return (
    <div role="status" aria-busy="true" className="pt-4">
      <div className="h-[300px]" />
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="border-b border-rule py-2.5">
          <Bar className={index % 3 === 0 ? 'w-[220px]' : 'w-[168px]'} />
        </div>
      ))}
    </div>
  );
}
