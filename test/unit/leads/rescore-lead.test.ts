import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { processSubmission } from '../../../lib/intake/process-submission.ts';
import { type Lead, leadEntity } from '../../../lib/leads/lead-entity.ts';
import { getLead } from '../../../lib/leads/lead-repository.ts';
import { logLeadActivity } from '../../../lib/leads/log-lead-activity.ts';
import { rescoreLead } from '../../../lib/leads/rescore-lead.ts';
import { enrichAndScore } from '../../../lib/leads/score-change.ts';
import { keepScoreTimers, scoreTimer } from '../../../lib/leads/score-timer.ts';
import { updateLead } from '../../../lib/leads/update-lead.ts';
import { compileScoring } from '../../../lib/scoring/scorer.ts';
import { type ScoringSet, scoringSet } from '../../../lib/scoring/scoring-contract.ts';
import type { Scorers } from '../../../lib/scoring/scoring-settings.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { sweepTimers } from '../../../lib/timers/sweep-timers.ts';
import { type Timer, timerEntity } from '../../../lib/timers/timer-entity.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { aDesk, aLead, aSubmission, aUser, DAY, NOW, SCORING } from '../builders.ts';
import { anIntake } from '../intake/an-intake.ts';
import { type MemoryTable, memoryTable } from '../memory-table.ts';

/** A submission gives sixty points, of which half are gone after ten days. */
const FADING: ScoringSet = scoringSet.parse({
  rules: [
    {
      id: 'wrote',
      label: 'Filled in a form',
      group: 'engagement',
      when: [{ fact: 'event', op: 'equals', value: 'submission' }],
      points: 60,
      halfLifeDays: 10,
    },
  ],
  caps: { fit: 100, engagement: 100 },
  grades: [
    { grade: 'A', from: 50 },
    { grade: 'B', from: 20 },
    { grade: 'C', from: 0 },
  ],
  threshold: 40,
});
const scorer = compileScoring(FADING, 0);
const scorers: Scorers = { current: async () => scorer, ofVersion: async () => scorer };

const fading = (changes: Partial<Lead> = {}): Lead =>
  enrichAndScore(aLead({ signals: [{ form: 'demo', at: NOW }], ...changes }), { scorer, now: NOW });

const timersIn = (table: MemoryTable): Timer[] => table.ofType('timer').map((item) => timerEntity.fromItem(item));

describe('the timer of a score', () => {
  it('rings when the grade or the candidate flag is next another one', () => {
    const lead = fading();
    const timer = scoreTimer(lead, { scorer, now: NOW });
    expect(timer).toMatchObject({ kind: 'score', subjectId: lead.id });
    const due = Date.parse(timer?.dueAt ?? '');
    const gradeAt = (at: number) => scorer.gradeOf(enrichAndScore(lead, { scorer, now: at }).score);
    expect([gradeAt(NOW), gradeAt(due)]).toEqual(['A', 'B']);
    expect(due).toBeLessThan(NOW + 4 * DAY);
  });

  it('is set by nothing at the rules that an installation starts with, nor for a closed lead', () => {
    expect(scoreTimer(fading(), SCORING)).toBeUndefined();
    expect(scoreTimer(fading({ status: 'converted' }), { scorer, now: NOW })).toBeUndefined();
  });

  it('is set when a lead comes in, hears again, is worked on or edited, and is one as long as nothing else happens', async () => {
    const submission = aSubmission();
    const table = memoryTable(submissionEntity.toItem(submission), userEntity.toItem(aUser()));
    await processSubmission(anIntake(table, { scorers, now: () => NOW }).intake, submission.id);
    expect(timersIn(table)).toMatchObject([{ kind: 'score' }]);
    const id = String(table.ofType('lead')[0]?.['id']);
    const desk = aDesk(table, { scorers });
    await updateLead(desk, id, 1, { title: 'CEO' });
    await logLeadActivity(desk, id, { kind: 'call' });
    expect(timersIn(table)).toHaveLength(1);
    const again = aSubmission({ id: newId(NOW + DAY), fields: { email: 'mia@acme.example', firstName: 'Mia' } });
    await table.put(submissionEntity.toItem(again));
    await processSubmission(anIntake(table, { scorers, now: () => NOW + DAY }).intake, again.id);
    expect(timersIn(table).length).toBeGreaterThan(1);
  });
});

describe('rules that are set while there are leads', () => {
  it('set a timer for each open lead whose score fades by them', async () => {
    const table = memoryTable();
    const many = Array.from({ length: 25 }, () => fading());
    await keepScoreTimers(table, [...many, fading({ status: 'converted' }), fading({ signals: [] })], {
      scorer,
      now: NOW,
    });
    expect(
      timersIn(table)
        .map(({ subjectId }) => subjectId)
        .sort(),
    ).toEqual(many.map(({ id }) => id).sort());
  });
});

describe('a lead whose score fades', () => {
  it('goes from grade to grade by its timers alone, with each score of the past kept', async () => {
    const lead = fading();
    const table = memoryTable(leadEntity.toItem(lead));
    const first = scoreTimer(lead, { scorer, now: NOW });
    if (first) await table.put(timerEntity.toItem(first));
    const grades: (string | undefined)[] = [];
    const candidates: boolean[] = [];
    for (let day = 0; day <= 60; day += 1) {
      const now = () => NOW + day * DAY;
      await sweepTimers({
        table,
        handlers: {
          score: ({ subjectId }) => rescoreLead({ table, scorers, now }, subjectId),
          promise: async () => undefined,
          'notice-mail': async () => undefined,
        },
        now,
        onFailure: (_timer, error) => {
          throw error;
        },
      });
      const { score, candidate } = await getLead(table, lead.id);
      grades.push(scorer.gradeOf(score));
      candidates.push(candidate);
    }
    expect([...new Set(grades)]).toEqual(['A', 'B', 'C']);
    expect([...new Set(candidates)]).toEqual([true, false]);
    expect(table.ofType('past-score')).toHaveLength(3);
    // Nobody changed it.
    expect(await getLead(table, lead.id)).toMatchObject({ rescored: 3, updatedAt: lead.updatedAt });
    expect(timersIn(table)).toEqual([]);
  });

  it('is left alone once it is closed or gone', async () => {
    const lead = fading({ status: 'disqualified' });
    const table = memoryTable(leadEntity.toItem(lead));
    const desk = { table, scorers, now: () => NOW + 50 * DAY };
    await rescoreLead(desk, lead.id);
    expect(await getLead(table, lead.id)).toEqual(lead);
    await rescoreLead({ ...desk, table: memoryTable() }, lead.id);
  });
});
