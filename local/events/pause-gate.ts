/** Lets work through until it is paused, and holds it until it is resumed. */
export interface PauseGate {
  pass(): Promise<void>;
  pause(): void;
  resume(): void;
}

/** Gives an open gate. */
export function createPauseGate(): PauseGate {
  let held: PromiseWithResolvers<void> | undefined;
  return {
    pass: () => held?.promise ?? Promise.resolve(),
    pause: () => {
      held ??= Promise.withResolvers<void>();
    },
    resume: () => {
      held?.resolve();
      held = undefined;
    },
  };
}
