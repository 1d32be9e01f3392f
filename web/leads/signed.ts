/** Points with their sign, as they are added up. */
export const signed = (points: number): string => (points > 0 ? `+${points}` : `−${Math.abs(points)}`);
