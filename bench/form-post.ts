/** A form post of usual size; each number is another person. */
export const formPost = (number: number | string): string =>
  JSON.stringify({
    email: `visitor-${number}@company-${number}.example`,
    firstName: 'Vera',
    lastName: 'Visitor',
    company: `Company ${number}`,
    phone: '+49 30 5550 1712',
    message:
      'We are replacing our scheduling tool this quarter and would like to see the planning board. There are forty of us, in three places.',
    utm_source: 'newsletter',
    utm_campaign: 'autumn-guide',
  });
