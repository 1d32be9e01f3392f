/** Somebody who may get the next lead. */
export interface Weighted {
  readonly id: string;
  /** A whole number from 1 on: how many leads they take while one of weight 1 takes one. */
  readonly weight: number;
}

const divisorOf = (a: number, b: number): number => (b === 0 ? a : divisorOf(b, a % b));

/**
 * One round of turns: each member as often as their weight says, and spread over the round, by the smooth weighted round robin of
 * nginx (https://github.com/nginx/nginx/commit/52327e0627f49dbda1e8db695e63a4b0af4448b1). Members of one weight come in the order given.
 */
export const roundOf = (members: readonly Weighted[]): string[] => {
  const divisor = members.reduce((common, { weight }) => divisorOf(common, weight), 0) || 1;
  const lanes = members.map(({ id, weight }) => ({ id, weight: weight / divisor, lead: 0 }));
  const length = lanes.reduce((sum, { weight }) => sum + weight, 0);
  const round: string[] = [];
  for (let turn = 0; turn < length; turn += 1) {
    let first = lanes[0];
    for (const lane of lanes) {
      lane.lead += lane.weight;
      if (first && lane.lead > first.lead) first = lane;
    }
    if (!first) break;
    first.lead -= length;
    round.push(first.id);
  }
  return round;
};

/** Whose turn it is in rounds without end; `undefined` when there is nobody. */
export const atTurn = (round: readonly string[], turn: number): string | undefined => round[turn % round.length];
