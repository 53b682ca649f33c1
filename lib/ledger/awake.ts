/**
 * Keeps the event loop from sleeping until a timer of no length is over. The engine's client waits for such a timer
 * before it sends a question; with nothing to do meanwhile, a process sleeps through it and wakes up to a millisecond late.
 */
export function stayAwake(): void {
  let over = false;
  setTimeout(() => {
    over = true;
  }, 0);
  const turn = () => {
    if (!over) setImmediate(turn);
  };
  turn();
}
