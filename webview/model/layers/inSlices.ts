/** So many at a time take a few milliseconds at most. */
const slice = 1000;

/** Does something for each number below `count`, in between of what a person does. @returns what ends it */
export function inSlices(count: number, act: (index: number) => void): () => void {
  let next = 0;
  let timer: ReturnType<typeof setTimeout>;
  const turn = (): void => {
    const end = Math.min(count, next + slice);
    while (next < end) act(next++);
    if (next < count) timer = setTimeout(turn);
  };
  timer = setTimeout(turn);
  return () => clearTimeout(timer);
}
