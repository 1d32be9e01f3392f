/** What scoring looks at. */
export interface LeadFacts {
  readonly companyDomain: string | undefined;
  readonly freeMail: boolean;
  readonly disposable: boolean;
  readonly company: string | undefined;
  readonly title: string | undefined;
  readonly phone: string | undefined;
  readonly hasMessage: boolean;
  readonly submissionCount: number;
  readonly enteredByRep: boolean;
}

export interface ScoringRule {
  readonly id: string;
  readonly label: string;
  /** Fit: who they are. Engagement: what they did. */
  readonly group: 'fit' | 'engagement';
  readonly points: (facts: LeadFacts) => number;
}

export interface ScoreReason {
  readonly rule: string;
  readonly label: string;
  readonly points: number;
}

export interface Score {
  /** 0 to 100. */
  readonly score: number;
  readonly candidate: boolean;
  /** The rules that gave or took points; their sum, held within 0 and 100, is the score. */
  readonly reasons: ScoreReason[];
}

/** From this score on a lead is worth a rep's time. */
export const CANDIDATE_THRESHOLD = 50;

/** Applies rules to what is known of a lead. */
export const scoreLead = (facts: LeadFacts, rules: readonly ScoringRule[]): Score => {
  const reasons = rules
    .map((rule) => ({ rule: rule.id, label: rule.label, points: rule.points(facts) }))
    .filter((reason) => reason.points !== 0);
  const sum = reasons.reduce((total, reason) => total + reason.points, 0);
  const score = Math.min(100, Math.max(0, sum));
  return { score, candidate: score >= CANDIDATE_THRESHOLD, reasons };
};
