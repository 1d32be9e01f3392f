import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.ts';
import { showToast } from '../look/toast.ts';
import { type RoutingSet, type RoutingSettings, useReloadRouting, useSetRouting } from './routing-queries.ts';

interface Edit {
  readonly version: number;
  readonly began: RoutingSet;
  readonly set: RoutingSet;
}

/** The edit that is not saved yet, over a visit to another page too. */
let kept: Edit | undefined;

const askBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();

const keep = (edit: Edit | undefined): void => {
  kept = edit;
  if (kept) addEventListener('beforeunload', askBeforeUnload);
  else removeEventListener('beforeunload', askBeforeUnload);
};

/** Whether something of this person waits to be saved. */
export const hasKeptRouting = (): boolean => kept !== undefined;

const PARTS = ['rules', 'otherwise', 'teams', 'people'] as const;
export type RoutingPart = (typeof PARTS)[number];

const differs = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

const begin = ({ version, set }: RoutingSettings): Edit => ({ version, began: set, set });

const partsOf = (one: RoutingSet, other: RoutingSet): readonly RoutingPart[] =>
  PARTS.filter((part) => differs(one[part], other[part]));

/** What this person changed, on top of what somebody else saved first. */
const onTopOf = (fresh: RoutingSettings, { began, set }: Edit): Edit => {
  const mine = new Set(partsOf(began, set));
  const pick = <P extends RoutingPart>(part: P): RoutingSet[P] => (mine.has(part) ? set[part] : fresh.set[part]);
  return {
    version: fresh.version,
    began: fresh.set,
    set: { rules: pick('rules'), otherwise: pick('otherwise'), teams: pick('teams'), people: pick('people') },
  };
};

/** The editing of the routing: kept until it is saved or discarded. Whoever is overtaken gets theirs put on top and is told. */
export const useRoutingEdit = (settings: RoutingSettings) => {
  const [edit, setEditState] = useState<Edit>(() => kept ?? begin(settings));
  const [overtaken, setOvertaken] = useState<readonly RoutingPart[]>();
  const [error, setError] = useState<unknown>();
  const save = useSetRouting();
  const reload = useReloadRouting();
  const edited = partsOf(edit.began, edit.set);
  const setEdit = (next: Edit) => {
    setEditState(next);
    keep(partsOf(next.began, next.set).length > 0 ? next : undefined);
  };
  // Read again in the background: who has changed nothing yet sees the newest.
  if (edited.length === 0 && settings.version > edit.version) setEdit(begin(settings));

  return {
    set: edit.set,
    edited,
    overtaken,
    error,
    busy: save.isPending,
    change: (changes: Partial<RoutingSet>) => {
      setError(undefined);
      setEdit({ ...edit, set: { ...edit.set, ...changes } });
    },
    discard: () => {
      setEdit(begin(settings));
      setOvertaken(undefined);
      setError(undefined);
    },
    save: async () => {
      setError(undefined);
      try {
        setEdit(begin(await save.mutateAsync({ set: edit.set, version: edit.version })));
        setOvertaken(undefined);
        showToast('Saved. It holds from the next lead on.');
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || problem.status !== 412) {
          setError(problem);
          return;
        }
        const fresh = await reload().catch(setError);
        if (!fresh) return;
        setOvertaken(partsOf(edit.began, fresh.set));
        setEdit(onTopOf(fresh, edit));
      }
    },
  };
};

/** What each section gets: the settings as they are edited, how to change them, and whether this person may. */
export interface SectionProps {
  readonly set: RoutingSet;
  readonly mayChange: boolean;
  readonly change: (changes: Partial<RoutingSet>) => void;
  /** What the API refused of something, by the beginning of its path. */
  readonly refusedOf: (path: string) => string | undefined;
}
