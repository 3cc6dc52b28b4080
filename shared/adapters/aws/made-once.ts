/**
 * What the first who asks has made, for all who ask. What could not be made is made again for the next who asks: a secret
 * that could not be had once would otherwise shut a process for as long as it lives.
 */
export function madeOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    const asked = made ?? make();
    made = asked;
    asked.catch(() => {
      if (made === asked) made = undefined;
    });
    return asked;
  };
}
