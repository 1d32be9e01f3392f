/** How high somebody stands, the highest first, with the words in job titles that say so, folded (English, German, French, Spanish, Italian). */
const SENIORITY: readonly (readonly [string, string])[] = [
  [
    'learner',
    `intern trainee student apprentice praktikant praktikantin werkstudent werkstudentin azubi auszubildende student studentin
     stagiaire etudiant etudiante becario becaria estudiante stagista tirocinante`,
  ],
  [
    'chief',
    `chief ceo cto cfo coo cio cmo cso cro ciso cpo owner founder cofounder president partner geschaftsfuhrer geschaftsfuhrerin
     inhaber inhaberin vorstand grunder grunderin pdg fondateur fondatrice gerant gerante propietario fundador fundadora
     titolare fondatore amministratore proprietor principal`,
  ],
  [
    'director',
    `director vp svp evp head vicepresident leiter leiterin bereichsleiter bereichsleiterin direktor direktorin directeur
     directrice directora direttore direttrice`,
  ],
  [
    'manager',
    `manager lead supervisor teamlead teamleiter teamleiterin abteilungsleiter abteilungsleiterin projektleiter projektleiterin
     responsable chef jefe jefa gerente encargado responsabile coordinator koordinator`,
  ],
  ['assistant', 'assistant assistentin assistent secretary sekretar sekretarin assistante asistente assistente clerk'],
];

/** Where somebody works, with the words in job titles that say so, folded. */
const DEPARTMENT: readonly (readonly [string, string])[] = [
  [
    'purchasing',
    'purchasing procurement buyer sourcing einkauf einkaufer einkauferin achats acheteur acheteuse compras comprador acquisti',
  ],
  [
    'technology',
    `it cto cio ciso technology technical engineer engineering developer software devops data architect informatik entwickler entwicklerin
     technik technisch ingenieur ingenieurin informatique technique developpeur tecnologia desarrollador ingeniero sviluppatore ingegnere`,
  ],
  [
    'marketing',
    'marketing cmo brand communications communication content seo growth werbung kommunikation comunicacion comunicazione',
  ],
  ['sales', 'sales cro cso account business vertrieb verkauf vertriebsleiter commercial commerciale ventas vendite'],
  [
    'finance',
    'finance financial cfo accounting accountant controller controlling finanzen buchhaltung comptable finanzas contable finanza',
  ],
  ['people', 'hr people human talent recruiter recruiting personal personalleiter rh recursos risorse'],
  [
    'operations',
    'operations coo logistics production plant supply quality betrieb logistik produktion operaciones logistica produzione',
  ],
  [
    'research',
    'research scientist professor lecturer teacher phd forschung wissenschaftler wissenschaftlerin chercheur investigador',
  ],
];

const wordsOf = (title: string): string[] =>
  title
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}]+/u)
    .filter(Boolean);

const indexOf = (groups: readonly (readonly [string, string])[]): ReadonlyMap<string, string> =>
  new Map(
    groups.flatMap(([name, words]) =>
      words
        .trim()
        .split(/\s+/)
        .map((word) => [word, name] as const),
    ),
  );

const SENIORITY_OF = indexOf(SENIORITY);
const DEPARTMENT_OF = indexOf(DEPARTMENT);

/** The group, in the order in which they are listed, that any of the words is in. */
const firstOf = (
  groups: readonly (readonly [string, string])[],
  index: ReadonlyMap<string, string>,
  words: string[],
): string => {
  const found = new Set(words.map((word) => index.get(word)));
  return groups.find(([name]) => found.has(name))?.[0] ?? 'other';
};

/** What a job title says of somebody's standing and department: a word of a short list each, or `other`. */
export const readTitle = (title: string): { readonly seniority: string; readonly department: string } => {
  const words = wordsOf(title);
  return {
    seniority: firstOf(SENIORITY, SENIORITY_OF, words),
    department: firstOf(DEPARTMENT, DEPARTMENT_OF, words),
  };
};
