import { describe, expect, it } from 'vitest';
import type { FieldDefinition } from '../../../lib/fields/field-contract.ts';
import { proposeMapping } from '../../../lib/lists/propose-mapping.ts';

const feedsOf = (headers: string, samples: string[][] = [], definitions: FieldDefinition[] = []) =>
  proposeMapping(headers.split(','), samples, definitions).columns.map(({ feeds }) => feeds);

const SEATS: FieldDefinition = { key: 'seats', label: 'Team size', kind: 'number', on: ['lead'] };
const SINCE: FieldDefinition = { key: 'since', label: 'Customer since', kind: 'date', on: ['lead'] };

describe('the proposed mapping', () => {
  const PERSON = ['firstName', 'lastName', 'company', 'title', 'email', 'phone'];
  it('feeds the size and the country of a company where all values can be read, since one that cannot would reject its row', () => {
    const headers = 'E-mail,Industry,Company Size,Country';
    expect(feedsOf(headers, [['a@b.example', 'Energy', '1,200', 'Deutschland']])).toEqual([
      'email',
      'industry',
      'employees',
      'country',
    ]);
    expect(feedsOf(headers, [['a@b.example', 'Energy', '51-200', 'EMEA']])).toEqual(['email', 'industry', null, null]);
  });

  it.each([
    ['English', 'First Name,Last Name,Company,Job Title,E-mail Address,Phone'],
    ['code', 'first_name,lastName,COMPANY_NAME,jobTitle,email,phone-number'],
    ['German', 'Vorname,Nachname,Firma,Position,E-Mail-Adresse,Telefonnummer'],
    ['French', 'Prénom,Nom,Société,Fonction,Adresse e-mail,Téléphone'],
    ['Spanish', 'Nombre,Apellidos,Empresa,Cargo,Correo electrónico,Teléfono'],
    ['Italian', 'Nome,Cognome,Azienda,Ruolo,Indirizzo e-mail,Telefono'],
    ['Portuguese', 'Nome,Sobrenome,Empresa,Cargo,E-mail,Telefone'],
    ['Dutch', 'Voornaam,Achternaam,Bedrijf,Functie,E-mailadres,Telefoonnummer'],
    ['Polish', 'Imię,Nazwisko,Nazwa firmy,Stanowisko,Adres e-mail,Numer telefonu'],
    ['Swedish', 'Förnamn,Efternamn,Företag,Befattning,E-postadress,Telefon'],
    ['Danish', 'Fornavn,Efternavn,Virksomhed,Stilling,E-mail,Telefonnummer'],
  ])('knows headers in %s', (_, headers) => expect(feedsOf(headers)).toEqual(PERSON));

  it('takes one column for a field: work before private, land line before mobile', () => {
    expect(feedsOf('Private e-mail,Work e-mail,Mobile,Phone')).toEqual([null, 'email', null, 'phone']);
    expect(feedsOf('Mobile')).toEqual(['phone']);
    expect(feedsOf('Email,Email')).toEqual(['email', null]);
  });

  it('reads "name" by what else there is', () => {
    expect(feedsOf('Name,Company')).toEqual(['fullName', 'company']);
    expect(feedsOf('Vorname,Name')).toEqual(['firstName', 'lastName']);
    expect(feedsOf('Name,Surname')).toEqual(['firstName', 'lastName']);
    expect(feedsOf('Name,First Name,Last Name')).toEqual([null, 'firstName', 'lastName']);
    expect(feedsOf('Full name,First name,Last name')).toEqual([null, 'firstName', 'lastName']);
  });

  it('knows a column by its values where the header says nothing', () => {
    const samples = [
      ['x', 'a@b.example', '+49 30 123456'],
      ['y', 'c@d.example', '+49 30 654321'],
      ['z', 'n/a', ''],
    ];
    expect(proposeMapping(['A', 'B', 'C'], samples, []).columns).toEqual([
      { header: 'A', feeds: null, by: null },
      { header: 'B', feeds: 'email', by: 'values' },
      { header: 'C', feeds: 'phone', by: 'values' },
    ]);
  });

  it('does not believe a header that the values contradict', () => {
    const samples = [
      ['yes', 'a@b.example'],
      ['no', 'c@d.example'],
      ['yes', ''],
    ];
    expect(feedsOf('E-mail,Contact point', samples)).toEqual([null, 'email']);
  });

  it('feeds a custom field by its label or key, before anything else', () => {
    const title: FieldDefinition = { key: 'rank', label: 'Title', kind: 'text', on: ['lead'] };
    expect(
      feedsOf(
        'team_size,SEATS,Title,Budget',
        [],
        [SEATS, title, { ...SEATS, key: 'budget', label: 'Budget', on: ['account'] }],
      ),
    ).toEqual(['custom.seats', null, 'custom.rank', null]);
  });

  it('says how dates and numbers are written, where the values show it', () => {
    const proposed = (seats: string, since: string) =>
      proposeMapping(['Seats', 'Since'], [[seats, since]], [SEATS, SINCE]).columns.map(
        ({ decimal, dateOrder }) => decimal ?? dateOrder,
      );
    expect(proposed('1.234,5', '31/12/2026')).toEqual([',', 'dmy']);
    expect(proposed('1,234.5', '12/31/2026')).toEqual(['.', 'mdy']);
    expect(proposed('12,5', '2026/12/31')).toEqual([',', 'ymd']);
    expect(proposed('1,234,567', '3.4.2026')).toEqual(['.', 'dmy']);
    expect(proposed('0.125', '')).toEqual(['.', undefined]);
    expect(proposed('1,234', '3/4/2026')).toEqual([undefined, undefined]);
  });
});

describe('the export of another system', () => {
  it.each<[string, string, Record<string, string>]>([
    [
      'salesforce',
      'Lead ID,Lead Owner,First Name,Last Name,Title,Company / Account,Email,Phone,Mobile,Lead Source,Street',
      {
        externalId: 'Lead ID',
        owner: 'Lead Owner',
        firstName: 'First Name',
        lastName: 'Last Name',
        title: 'Title',
        company: 'Company / Account',
        email: 'Email',
        phone: 'Phone',
      },
    ],
    [
      'salesforce',
      'ID,ISDELETED,LASTNAME,FIRSTNAME,NAME,COMPANY,TITLE,PHONE,MOBILEPHONE,EMAIL,LEADSOURCE,OWNERID',
      {
        externalId: 'ID',
        lastName: 'LASTNAME',
        firstName: 'FIRSTNAME',
        company: 'COMPANY',
        title: 'TITLE',
        phone: 'PHONE',
        email: 'EMAIL',
      },
    ],
    [
      'hubspot',
      'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage,Associated Company,Marketing contact status,Job Title',
      {
        externalId: 'Record ID',
        firstName: 'First Name',
        lastName: 'Last Name',
        email: 'Email',
        phone: 'Phone Number',
        owner: 'Contact owner',
        company: 'Associated Company',
        title: 'Job Title',
      },
    ],
    [
      'zoho',
      'Record Id,Lead Owner.id,Lead Owner,Company,First Name,Last Name,Title,Email,Phone,Mobile,Email Opt Out,Secondary Email,Tag',
      {
        externalId: 'Record Id',
        owner: 'Lead Owner',
        company: 'Company',
        firstName: 'First Name',
        lastName: 'Last Name',
        title: 'Title',
        email: 'Email',
        phone: 'Phone',
        tags: 'Tag',
      },
    ],
    [
      'pipedrive',
      'Person - ID,Person - Name,Person - Organization,Person - Email - Home,Person - Email - Work,Person - Phone - Mobile,Person - Owner,Person - Labels,Person - Job title',
      {
        externalId: 'Person - ID',
        fullName: 'Person - Name',
        company: 'Person - Organization',
        email: 'Person - Email - Work',
        phone: 'Person - Phone - Mobile',
        owner: 'Person - Owner',
        tags: 'Person - Labels',
        title: 'Person - Job title',
      },
    ],
    [
      'dynamics',
      '(Do Not Modify) Lead,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,First Name,Last Name,Job Title,Company Name,Email,Business Phone,Owner',
      {
        externalId: '(Do Not Modify) Lead',
        firstName: 'First Name',
        lastName: 'Last Name',
        title: 'Job Title',
        company: 'Company Name',
        email: 'Email',
        phone: 'Business Phone',
        owner: 'Owner',
      },
    ],
    [
      'odoo',
      'id,contact_name,partner_name,email_from,phone,function,user_id,tag_ids,name',
      {
        externalId: 'id',
        fullName: 'contact_name',
        company: 'partner_name',
        email: 'email_from',
        phone: 'phone',
        title: 'function',
        owner: 'user_id',
        tags: 'tag_ids',
      },
    ],
    [
      'suitecrm',
      'First Name,Last Name,ID,Job Title,Account Name,Email Address,Non Primary E-mails,Mobile,Office Phone,Assigned to,Assigned User',
      {
        firstName: 'First Name',
        lastName: 'Last Name',
        externalId: 'ID',
        title: 'Job Title',
        company: 'Account Name',
        email: 'Email Address',
        phone: 'Office Phone',
        owner: 'Assigned to',
      },
    ],
  ])('%s is known by its headers: %s', (preset, headers, fields) => {
    const proposal = proposeMapping(headers.split(','), [], []);
    expect(proposal.preset).toBe(preset);
    const fed = proposal.columns.flatMap(({ feeds, header }) => (feeds === null ? [] : [[feeds, header] as const]));
    expect(Object.fromEntries(fed)).toEqual(fields);
  });

  it('is not seen in an ordinary list', () => {
    expect(
      proposeMapping(['First name', 'Last name', 'Email', 'Phone', 'Company', 'Owner', 'ID'], [], []).preset,
    ).toBeNull();
  });
});
