import { describe, expect, it } from 'vitest';
import { companyWord, domainWord, nameWords, soundOf } from '../../../lib/duplicates/name-words.ts';

describe('a name as words', () => {
  it.each([
    ['Anna', 'Meyer', 'Meyer', 'Anna'],
    ['ANNA', 'MÜLLER', 'anna', 'Muller'],
    ['Dr. Jörg', 'Groß', 'Jorg', 'Gross'],
    ['Sinéad', "O'Connor", 'Sinead', 'OConnor'],
    ['Łukasz', 'Nowak', 'Lukasz', 'Nowak'],
  ])('is the same for %s %s and %s %s', (first, last, otherFirst, otherLast) => {
    expect(nameWords(first, last)).toEqual(nameWords(otherFirst, otherLast));
  });

  it('is nothing where no name is known', () => {
    expect(nameWords(undefined, 'Dr.')).toEqual([]);
  });

  it('keeps other scripts', () => {
    expect(nameWords('Юрий', 'Иванов')).toHaveLength(2);
    expect(nameWords(undefined, '田中')).toEqual(['田中']);
  });
});

describe('a company as one word', () => {
  it.each([
    ['Acme Robotics GmbH', 'acmerobotics'],
    ['ACME Robotics, Inc.', 'acmerobotics'],
    ['Müller & Söhne GmbH & Co. KG', 'mullersohne'],
    ['The Widget Company', 'widget'],
    ['Group', 'group'],
  ])('%s is %s', (company, word) => {
    expect(companyWord(company)).toBe(word);
  });

  it('is nothing for nothing', () => {
    expect(companyWord(undefined)).toBeUndefined();
    expect(companyWord(' - ')).toBeUndefined();
  });

  it('is what its domain says', () => {
    expect(domainWord('acme-robotics.co.uk')).toBe('acmerobotics');
    expect(domainWord(undefined)).toBeUndefined();
  });
});

describe('the sound of a word', () => {
  it.each([
    ['meyer', 'maier'],
    ['schmidt', 'schmitt'],
    ['katherine', 'catharine'],
    ['philip', 'filipp'],
    ['jon', 'john'],
    ['smith', 'smyth'],
  ])('is one for %s and %s', (one, other) => {
    expect(soundOf(one)).toBe(soundOf(other));
  });

  it('differs where consonants do', () => {
    expect(soundOf('meyer')).not.toBe(soundOf('weber'));
  });
});
