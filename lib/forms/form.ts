/** A lead-magnet form, as far as capture needs to know it. */
export interface Form {
  readonly id: string;
  /** Origins whose pages may post from a browser; `*` = any page. */
  readonly allowedOrigins: readonly string[];
}

/** The form that every installation has, an empty one too: for trying things out, and for a first page. */
const DEMO_FORM: Form = { id: 'demo', allowedOrigins: ['*'] };

/** The form of that id, or `undefined`. */
export const findForm = (id: string): Form | undefined => (id === DEMO_FORM.id ? DEMO_FORM : undefined);
