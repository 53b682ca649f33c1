import { PageHeader } from '@/components/layout/page-header';
import { SkeletonRows } from '@/components/ui/skeleton';

/** The frame of the list until its first answer: the same heights, so nothing moves when it comes. */
export function OrdersSkeleton({ title }: { title: string }) {
  return (
    <>
      <PageHeader title={title} meta={<span className="text-small">&nbsp;</span>} />
      <div className="h-[35px] border-b border-rule" />
      <div className="h-12" />
      <SkeletonRows rows={16} label={title} />
    </>
  );
}
