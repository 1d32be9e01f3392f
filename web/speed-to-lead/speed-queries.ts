import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer } from '../api/client.ts';

export type SpeedReport = Answer<'GET /v1/reports/speed-to-lead'>;
export type Speed = SpeedReport['overall'];

/** How soon the leads of the last days were answered; the report before stays on show while another is made. */
export const useSpeedToLead = (days: number) =>
  useQuery({
    queryKey: ['speed-to-lead', days],
    queryFn: ({ signal }) => api('GET /v1/reports/speed-to-lead', { query: { days }, signal }),
    placeholderData: keepPreviousData,
  });
