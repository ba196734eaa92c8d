/** How much is shown. */
export type Level = 'near' | 'middle' | 'far';

/** CSS pixels to one unit of the scene from which on each level is shown. */
export const levelZooms = { near: 0.62, middle: 0.2 } as const;

export function levelAt(zoom: number): Level {
  if (zoom >= levelZooms.near) return 'near';
  return zoom >= levelZooms.middle ? 'middle' : 'far';
}
