import { TARGETS, type Target } from './list-mapping.ts';

/** Letters that do not fall apart into a letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
};

/** A header without case, accents, spaces and punctuation, by which "E-Mail Adresse" and "email_adresse" are the same. */
export const foldHeader = (header: string): string =>
  header
    .toLowerCase()
    .normalize('NFD')
    .replace(/[ßøæœłđðþ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * What columns are called in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish and Danish, folded; of two columns for one field
 * the one whose word comes first is taken.
 */
const WORDS: Readonly<Record<Target, string>> = {
  email: `email emailaddress emailaddresses primaryemail workemail businessemail emailwork companyemail contactemail leademail
    email1 emailaddress1 email1value mail mailaddress emails emailid
    emailadresse mailadresse emailgeschaftlich geschaftlicheemail emailarbeit
    adresseemail adressemail courriel adressecourriel emailprofessionnel mailprofessionnel emailpro mailpro
    correo correoelectronico direcciondecorreo direcciondecorreoelectronico emailcorporativo emaillaboral
    indirizzoemail indirizzomail postaelettronica emailaziendale enderecodeemail enderecoeletronico correioeletronico
    emailcomercial emailadres emailzakelijk zakelijkeemail adresemail adresemailowy adrespocztyelektronicznej epost epostadress
    epostadresse mejl mejladress mailadress personalemail privateemail emailprivate emailpersonal emailprivat emailhome homeemail
    secondaryemail otheremail email2 emailaddress2 emailother`,
  firstName: `firstname givenname forename fname first contactfirstname personfirstname vorname rufname prenom prenoms
    primernombre nombredepila nomedibattesimo primeironome nomeproprio voornaam imie fornamn tilltalsnamn fornavn`,
  lastName: `lastname surname familyname lname last secondname contactlastname personlastname nachname familienname zuname
    nomdefamille apellidos apellido primerapellido cognome sobrenome apelido ultimonome achternaam familienaam nazwisko
    efternamn efternavn`,
  fullName: `fullname contactname personname leadname displayname nameofcontact completename contactperson contact
    vollername vollstandigername namevollstandig vorundnachname vornamenachname namevorname ansprechpartner kontaktperson kontakt
    nomcomplet nometprenom prenometnom prenomnom nomprenom nombrecompleto nombreyapellidos nomecompleto nomeecognome nomecognome
    interlocuteur volledigenaam contactpersoon imieinazwisko pelnanazwa osobakontaktowa fullstandigtnamn kontaktperson fuldenavn`,
  company: `company companyname organization organisation organizationname organisationname companyaccount account accountname
    employer business businessname firm institution associatedcompany firma firmenname unternehmen unternehmensname organisationsname
    arbeitgeber gesellschaft societe nomdelasociete nomsociete entreprise nomdelentreprise nomentreprise raisonsociale
    empresa nombredelaempresa nombreempresa compania organizacion razonsocial azienda nomeazienda societa ragionesociale
    ditta impresa organizzazione nomedaempresa nomeempresa companhia organizacao razaosocial bedrijf bedrijfsnaam
    organisatie organisatienaam firmanaam werkgever nazwafirmy przedsiebiorstwo organizacja foretag foretagsnamn bolag
    virksomhed virksomhedsnavn firmanavn selskab`,
  title: `jobtitle title position role jobposition jobrole function jobfunction designation contacttitle occupation
    organizationtitle berufsbezeichnung positionsbezeichnung funktion stelle stellenbezeichnung stellung beruf
    poste fonction intituleduposte titreduposte titre cargo puesto puestodetrabajo funcion posizione ruolo qualifica
    mansione funzione funcao functie functietitel functienaam functieomschrijving stanowisko stanowiskopracy funkcja
    befattning yrkestitel stilling jobtitel stillingsbetegnelse titel`,
  phone: `phone phonenumber telephone telephonenumber tel telno phoneno workphone businessphone officephone phonework companyphone
    directphone directdial primaryphone mainphone contactphone contactnumber phone1 phone1value telephone1 tel1
    telefon telefonnummer telefonnr telefongeschaftlich geschaftstelefon rufnummer telefonnummergeschaftlich
    numerodetelephone telephoneprofessionnel telephonefixe telfixe telpro telefono numerodetelefono telefonofijo telefonotrabajo
    numeroditelefono telefonofisso telefonoufficio telefone numerodetelefone telefonecomercial fone telefoonnummer telefoon
    telefoonzakelijk numertelefonu telefonsluzbowy nrtelefonu telefonnummerarbete tlf telefonarbejde
    mobilephone mobilephonenumber mobile mobilenumber mobileno cell cellphone cellnumber phonemobile handy handynummer mobil
    mobiltelefon mobilnummer mobilfunknummer telephoneportable telephonemobile portable movil telefonomovil celular
    telefonocelular cellulare telefonocellulare telemovel mobiel mobielnummer gsm telefonkomorkowy komorka mobiltlf
    homephone phonehome otherphone phone2 telephone2`,
  industry: `industry companyindustry industrysector sector branche branch wirtschaftszweig industrie secteur secteurdactivite sectoractividad
    settore settoreattivita setor ramo bransch bransche branza`,
  employees: `employees numberofemployees noofemployees numemployees employeecount companysize headcount mitarbeiter mitarbeiterzahl
    anzahlmitarbeiter anzahldermitarbeiter unternehmensgrosse effectif nombredemployes empleados numerodeempleados dipendenti
    numerodipendenti numerodefuncionarios funcionarios medewerkers aantalmedewerkers liczbapracownikow antalanstallda antalansatte`,
  country: `country countryregion countrycode countryname companycountry mailingcountry land landcode pays pais paese landkod kraj`,
  externalId: `externalid recordid leadid contactid personid externalref externalreference crmid customerid clientid uniqueid id
    guid uuid externeid externekennung kontaktid datensatzid kundennummer kundennr idexterne identifiant numeroclient
    idexterno identificador idcontacto idesterno idcontatto externid identyfikator kundnummer kundenummer klantnummer`,
  owner: `owner leadowner contactowner recordowner accountowner salesperson salesrep assignedto assigneduser accountmanager
    assignee besitzer eigentumer zustandig zustandiger verantwortlich verantwortlicher vertriebsmitarbeiter kundenbetreuer
    betreuer proprietaire responsable commercial propietario comercial vendedor proprietario venditore responsabile
    responsavel eigenaar verantwoordelijke accountbeheerder wlasciciel opiekun handlowiec agare ansvarig saljare ejer ansvarlig saelger`,
  tags: `tags tag labels label keywords categories schlagworte schlagworter stichworte kategorien etiketten etiquettes
    motscles categories etiquetas categorias etichette categorie marcadores trefwoorden tagi etykiety slowakluczowe
    etiketter taggar nyckelord kategorier`,
};

/** What a column with a name is called that may be the whole name, or the half that no other column has. */
const NAME = 'name nom nombre nome naam namn navn nazwa';

/** What a header may stand for: a field, and how good the word for it is (0 is the best). */
export interface HeaderMeaning {
  readonly target: Target | 'name';
  readonly rank: number;
}

const MEANINGS = new Map<string, HeaderMeaning>();

const learn = (target: HeaderMeaning['target'], words: string) => {
  for (const [rank, word] of words.trim().split(/\s+/).entries()) {
    if (!MEANINGS.has(word)) MEANINGS.set(word, { target, rank });
  }
};

for (const target of TARGETS) learn(target, WORDS[target]);
learn('name', NAME);

/** What a header says that its column holds; `undefined` when it says nothing that is known. */
export const meaningOf = (header: string): HeaderMeaning | undefined => MEANINGS.get(foldHeader(header));
