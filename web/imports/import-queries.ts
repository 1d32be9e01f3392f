import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { type ImportState, jobOf } from '../../lib/imports/import-state.ts';
import type { RowState } from '../../lib/imports/row-state.ts';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';
import { FIRST_PAGE, nextPage } from '../api/pages.ts';
import { ApiProblem } from '../api/problem.ts';

export type Import = Answer<'GET /v1/imports/{id}'>;
export type ImportSummary = Answer<'GET /v1/imports'>['items'][number];
export type ImportedRow = Answer<'GET /v1/imports/{id}/rows'>['items'][number];
export type ImportOptions = NonNullable<CallOptions<'POST /v1/imports/{id}/plan'>['body']>;

/** Milliseconds between two looks at what is under way: the open import's bar moves each second, the history is less in a hurry. */
const OPEN_MS = 1000;
const LIST_MS = 4000;
/** An upload is watched by who sends it, and another tab only waits for its end; results are written after a job. */
const AWAITED_MS = 3000;
const ROWS_A_PAGE = 50;

/** Whether a state passes by itself. */
export const isUnderWay = (state: ImportState): boolean => state === 'reading' || jobOf(state) !== undefined;

const openInterval = (imported: Import | undefined): number | false => {
  if (!imported) return false;
  const { state, resultsReady } = imported;
  if (isUnderWay(state)) return OPEN_MS;
  const isAwaited = state === 'uploading' || ((state === 'committed' || state === 'undone') && !resultsReady);
  return isAwaited ? AWAITED_MS : false;
};

const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  queryFn: ({ pageParam, signal }) => api('GET /v1/imports', { query: { cursor: pageParam }, signal }),
  initialPageParam: FIRST_PAGE,
  getNextPageParam: nextPage,
  refetchInterval: ({ state }) =>
    state.data?.pages.some((page) => page.items.some((one) => isUnderWay(one.state))) ? LIST_MS : false,
});

const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => api('GET /v1/imports/{id}', { params: { id }, signal }),
    refetchInterval: ({ state }) => openInterval(state.data),
  });

/** Imports, newest first, page by page; read again by itself while one is under way. */
export const useImports = () => useInfiniteQuery(importsQuery);

/** One import; read again each second while it is under way. */
export const useImport = (id: string) => useQuery(importQuery(id));

/** What becomes of each row of an import, in the order of the file, page by page; of one state or of all. */
export const useImportRows = ({ id, state, version }: Import, only: RowState | undefined) =>
  useInfiniteQuery({
    // Each job may change what becomes of a row.
    queryKey: ['imports', 'rows', id, state, version, only ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      api('GET /v1/imports/{id}/rows', {
        params: { id },
        query: { state: only, limit: ROWS_A_PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });

/** Lets lists and the open import be read again after something happened to an import. */
export const useRefreshImports = () => {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['imports'] });
};

const useKeepImport = () => {
  const cache = useQueryClient();
  return {
    keep: async (imported: Import) => {
      cache.setQueryData(importQuery(imported.id).queryKey, imported);
      await cache.invalidateQueries({ queryKey: importsQuery.queryKey });
    },
    // Somebody else, or the machine, was faster: the page shows what holds now.
    refresh: (id: string) => cache.invalidateQueries({ queryKey: importQuery(id).queryKey }),
  };
};

/** Works through the file and says what a commit would do. */
export const usePlanImport = (id: string) => {
  const { keep } = useKeepImport();
  return useMutation({
    mutationFn: (body: ImportOptions) => api('POST /v1/imports/{id}/plan', { params: { id }, body }),
    onSuccess: keep,
  });
};

/** What can be done with an import as it is. */
export type ImportStep = 'commit' | 'cancel' | 'undo';

const STEPS: Readonly<Record<ImportStep, (id: string, version: number) => Promise<Import>>> = {
  commit: (id, version) => api('POST /v1/imports/{id}/commit', { params: { id }, ifMatch: version }),
  cancel: (id) => api('POST /v1/imports/{id}/cancel', { params: { id } }),
  undo: (id) => api('POST /v1/imports/{id}/undo', { params: { id } }),
};

/** Takes a step with an import; a commit is of the plan that was seen. */
export const useImportStep = ({ id, version }: Import) => {
  const { keep, refresh } = useKeepImport();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (step: ImportStep) => STEPS[step](id, version),
    onSuccess: async (imported) => {
      await keep(imported);
      // Leads are made, changed and taken away.
      await cache.invalidateQueries({ queryKey: ['leads'], refetchType: 'none' });
    },
    onError: (error) => error instanceof ApiProblem && error.status < 500 && refresh(id),
  });
};

/** The address of the results file, good for some minutes. */
export const useImportResults = (id: string) =>
  useMutation({ mutationFn: () => api('GET /v1/imports/{id}/results', { params: { id } }) });
