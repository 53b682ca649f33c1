import { redirect } from 'next/navigation';
import { createServiceContext, type ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { paths } from '@/lib/paths';

/**
 * The context of a page, before anything is streamed: without a session the answer is a real redirect.
 * @param path where sign-in leads back to
 */
export async function pageContext(path: string = paths.overview()): Promise<ServiceContext> {
  try {
    return await createServiceContext();
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthorized') redirect(paths.signIn(path));
    throw error;
  }
}
