import { SkeletonRows, SkeletonStats } from '@/components/ui/skeleton';

/** The frame of the page before its first answer: nothing moves when the figures arrive. */
export function OverviewSkeleton({ title }: { title: string }) {
  return (
    <>
      <header className="mb-3.5 h-12 max-sm:mb-2.5">
        <h1>{title}</h1>
      </header>
      <SkeletonStats label={title} />
      <div className="split mb-6" data-cols="408">
        <div className="h-[350px]" />
        <SkeletonRows rows={9} label={title} />
      </div>
    </>
  );
}
