import { environment } from '../../lib/environment.ts';
import { openFileStore } from '../../lib/files/file-store.ts';
import { importRoutes } from '../../lib/imports/import-contract.ts';
import type { Import } from '../../lib/imports/import-entity.ts';
import { openImportEvents } from '../../lib/imports/import-events.ts';
import { getImport, listImports } from '../../lib/imports/import-repository.ts';
import { listRows } from '../../lib/imports/list-rows.ts';
import {
  cancelImport,
  commitImport,
  completeUpload,
  createImport,
  planImport,
  signParts,
  undoImport,
} from '../../lib/imports/manage-imports.ts';
import { showImport, showImports } from '../../lib/imports/show-import.ts';
import { signResults } from '../../lib/imports/sign-results.ts';
import { fromCursor, toCursor } from '../../lib/table/cursor.ts';
import { openTable } from '../../lib/table/table.ts';
import type { Actor } from '../../lib/users/actor.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const files = openFileStore(environment.importBucket());
const events = openImportEvents({
  files: environment.importFilesQueueUrl(),
  chunks: environment.importChunksQueueUrl(),
});
const deskOf = (actor: Actor) => ({ table, files, events, actor, now: Date.now });
const importAnswer = async (one: Import) => ({
  body: await showImport(table, one, Date.now()),
  version: one.version,
});

export const handler = apiHandler(importRoutes, {
  createImport: async ({ actor, body }) => {
    const { created, upload } = await createImport(deskOf(actor), body);
    return { body: { import: await showImport(table, created, Date.now()), upload }, version: created.version };
  },
  listImports: async ({ query: { limit, cursor } }) => {
    const { items, next } = await listImports(table, { limit, after: fromCursor(cursor) });
    return { body: { items: await showImports(table, items, Date.now()), nextCursor: toCursor(next) } };
  },
  getImport: async ({ params }) => importAnswer(await getImport(table, params.id)),
  signParts: async ({ actor, params, body }) => ({ body: await signParts(deskOf(actor), params.id, body?.parts) }),
  completeUpload: async ({ actor, params, body }) =>
    importAnswer(await completeUpload(deskOf(actor), params.id, body.parts)),
  planImport: async ({ actor, params, body }) => importAnswer(await planImport(deskOf(actor), params.id, body)),
  commitImport: async ({ actor, params, ifMatch }) =>
    importAnswer(await commitImport(deskOf(actor), params.id, ifMatch)),
  cancelImport: async ({ actor, params }) => importAnswer(await cancelImport(deskOf(actor), params.id)),
  undoImport: async ({ actor, params }) => importAnswer(await undoImport(deskOf(actor), params.id)),
  listImportRows: async ({ params, query: { state, limit, cursor } }) => {
    const one = await getImport(table, params.id);
    const { items, next } = await listRows({ table, files }, one, { state, limit, after: fromCursor(cursor) });
    return { body: { items, nextCursor: toCursor(next) } };
  },
  getImportResults: async ({ params }) => ({
    body: await signResults(files, await getImport(table, params.id), Date.now()),
  }),
});
