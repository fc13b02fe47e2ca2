import { SkeletonPage } from "@/components/ui/skeleton";

/**
 * Shown while a list is read. Records have none: a page that has begun to stream can no longer answer 404, and what is
 * not there must say so.
 */
export default function PageLoading() {
  return <SkeletonPage />;
}
