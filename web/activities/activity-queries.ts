import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';
import { FIRST_PAGE, nextPage } from '../api/pages.ts';
import { readRecordsAgain } from '../records/read-again.ts';
import type { RecordRef } from '../records/record-ref.ts';

export type TimelineEntry = Answer<'GET /v1/leads/{id}/timeline'>['items'][number];
export type LastTouch = NonNullable<Answer<'GET /v1/leads/{id}'>['lastTouch']>;
export type NewActivity = CallOptions<'POST /v1/leads/{id}/activities'>['body'];
export type ActivityKind = NewActivity['kind'];
export type TouchKind = LastTouch['kind'];

const timelineQuery = ({ kind, id }: RecordRef) =>
  infiniteQueryOptions({
    queryKey: ['timeline', kind, id],
    queryFn: ({ pageParam, signal }) =>
      api(`GET /v1/${kind}/{id}/timeline`, { params: { id }, query: { cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });

/** The timeline of a record, page by page, newest first. */
export const useTimeline = (record: RecordRef) => useInfiniteQuery(timelineQuery(record));

/** Logs an activity on a record; afterwards all records are read again. */
export const useLogActivity = ({ kind, id }: RecordRef) => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: NewActivity) => api(`POST /v1/${kind}/{id}/activities`, { params: { id }, body }),
    onSuccess: () => readRecordsAgain(cache),
  });
};
