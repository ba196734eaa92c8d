/** A time that a report has as ISO 8601, to the minute: the same wherever it is read. */
export function dateText(created: string): string {
  const time = new Date(created);
  return Number.isNaN(time.getTime()) ? created : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
