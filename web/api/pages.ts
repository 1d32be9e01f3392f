/** The cursor of a list's first page: none. */
export const FIRST_PAGE: string | undefined = undefined;

/** The cursor of the page after this one, as the query library wants it: undefined at the end. */
export const nextPage = (page: { readonly nextCursor: string | null }): string | undefined =>
  page.nextCursor ?? undefined;

/** The items of all pages that are loaded. */
export const itemsOf = <T>(
  data: { readonly pages: readonly { readonly items: readonly T[] }[] } | undefined,
): readonly T[] => data?.pages.flatMap((page) => page.items) ?? [];
