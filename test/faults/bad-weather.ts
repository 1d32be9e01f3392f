import type { EngineCall, Fault } from '../../local/engines/tap.ts';
import { createQueueEvent } from '../../local/events/queue-event.ts';
import type { SluiceStack } from '../integration/sluice-stack.ts';
import { queueAt } from './engine-access.ts';
import { BROKEN, calledOff, LOST_ANSWER, THROTTLED } from './fault-plan.ts';
import { type Random, randomFrom } from './random.ts';

/** A function whose workers are killed: after how many of its calls to the engines, from so many up to but not so many, and how often at most. */
export interface Victim {
  readonly path: string;
  readonly calls: readonly [least: number, most: number];
  readonly times: number;
  /** The message that somebody works on who makes such a call, where the call tells: at times it is delivered once more, at that very moment. */
  readonly messageOf?: (call: EngineCall) => object | undefined;
}

export interface BadWeather {
  readonly onCall: (call: EngineCall) => Fault | undefined;
  /** Lets it strike the workers of a stack from now on. */
  begin(sluice: SluiceStack, victims: readonly Victim[]): void;
  /** Lets all calls through again; gives how many were struck, how many workers were killed in the middle of their work, and how many messages came twice. */
  end(): Promise<{ struck: number; killed: number; twice: number }>;
}

/** Shares of calls that fail, and how. */
const TRANSACTIONS = {
  share: 0.02,
  faults: [calledOff('TransactionConflict'), calledOff('ThrottlingError'), LOST_ANSWER, BROKEN, THROTTLED],
};
const SERVICES: Readonly<Partial<Record<EngineCall['service'], { share: number; faults: readonly Fault[] }>>> = {
  dynamodb: { share: 0.01, faults: [THROTTLED, BROKEN, LOST_ANSWER] },
  s3: { share: 0.01, faults: [{ kind: 'error', status: 503, code: 'SlowDown' }, BROKEN, LOST_ANSWER] },
  sqs: { share: 0.02, faults: [BROKEN, LOST_ANSWER] },
};

/** Share of the calls of which a message is told that bring it once more. */
const TWICE = 0.05;

const faultFor = (random: Random, { service, operation }: EngineCall): Fault | undefined => {
  const risk = operation === 'TransactWriteItems' ? TRANSACTIONS : SERVICES[service];
  return risk && random.chance(risk.share) ? random.pick(risk.faults) : undefined;
};

/** Engines that fail now and then, and workers that are lost in the middle of what they do: at random, and the same odds for the same seed. */
export const badWeather = (seed: number): BadWeather => {
  const random = randomFrom(seed);
  const victims = new Map<string, Victim & { next: number; left: number }>();
  let kills: Promise<number>[] = [];
  let deliveries: Promise<void>[] = [];
  let struck = 0;
  let sluice: SluiceStack | undefined;

  const maybeKill = (functionId: string): void => {
    const victim = victims.get(functionId);
    if (!sluice || !victim || victim.left === 0) return;
    victim.next -= 1;
    if (victim.next > 0) return;
    victim.next = random.between(...victim.calls);
    victim.left -= 1;
    // While this very call is on its way: it is done, and nobody is left to hear so.
    kills.push(sluice.stack.killWorkers(functionId));
  };

  /** A queue delivers at least once, and what failed comes back. */
  const deliver = async (to: SluiceStack, { path }: Victim, message: object): Promise<void> => {
    const event = createQueueEvent('', [{ MessageId: 'twice', Body: JSON.stringify(message) }]);
    const result = await to.invoke(to.functionId(path), event);
    const isDone = result.kind === 'success' && JSON.stringify(result.value) === '{"batchItemFailures":[]}';
    if (!isDone) await queueAt(to, `${path}/Queue`).send(message);
  };
  const maybeDeliver = (call: EngineCall): void => {
    const victim = victims.get(call.functionId);
    const message = victim?.messageOf?.(call);
    if (sluice && victim && message && random.chance(TWICE)) deliveries.push(deliver(sluice, victim, message));
  };

  return {
    onCall: (call) => {
      if (!victims.has(call.functionId)) return undefined;
      maybeDeliver(call);
      maybeKill(call.functionId);
      const fault = faultFor(random, call);
      if (fault) struck += 1;
      return fault;
    },
    begin: (on, wanted) => {
      sluice = on;
      for (const victim of wanted) {
        const next = random.between(...victim.calls);
        victims.set(on.functionId(victim.path), { ...victim, next, left: victim.times });
      }
    },
    end: async () => {
      victims.clear();
      const killed = (await Promise.all(kills)).reduce((sum, workers) => sum + workers, 0);
      const twice = (await Promise.all(deliveries)).length;
      const told = { struck, killed, twice };
      kills = [];
      deliveries = [];
      struck = 0;
      return told;
    },
  };
};
