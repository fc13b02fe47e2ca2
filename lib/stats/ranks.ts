/**
 * Ranks from 1, where ties share the mean of theirs, in the order given; with Σ (t³ − t) over groups of t tied values,
 * by which rank tests correct their variance.
 */
export function midranks(values: ArrayLike<number>): { ranks: Float64Array; ties: number } {
  const count = values.length;
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Float64Array(count);
  let ties = 0;
  let start = 0;
  while (start < count) {
    let end = start + 1;
    while (end < count && values[order[end] as number] === values[order[start] as number]) end++;
    const tied = end - start;
    ties += tied ** 3 - tied;
    for (let i = start; i < end; i++) ranks[order[i] as number] = (start + end + 1) / 2;
    start = end;
  }
  return { ranks, ties };
}
