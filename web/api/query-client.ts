import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

/** The cache of everything read. Reads that may yet succeed are tried twice more; refusals are not. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A browser that believes itself offline may still reach a Sluice on the same machine.
      networkMode: 'always',
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.passing,
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
