/**
 * All of them have ended when this fails, so that none still writes under a version that was given up.
 * @throws what the first of them, in their order, failed with
 */
export async function together<const T extends readonly unknown[]>(works: T) {
  await Promise.allSettled(works);
  return Promise.all(works);
}
