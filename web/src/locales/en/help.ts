import type { help as ja, Scenario } from '../ja/help.ts';
import type { SameShape } from '../same-shape.ts';

const scenarios: Record<keyof (typeof ja)['scenarios'], Scenario> = {
  businessAddress: {
    question: 'Why must I enter a valid business e-mail address?',
    answer:
      'Licenses belong to the address given when the agreement was signed or the order was placed. Once you have shown that the address is yours, the licenses that belong to it appear at once.',
    sections: [
      {
        heading: 'It is not the account you sign in with',
        text: [
          'The account you sign in with says who is at the keyboard. The business e-mail address says which agreements you have to do with. The two may be different addresses.',
          'Registration ties them together. Even where your account has the very address that is on an agreement, that alone opens nothing.',
        ],
      },
      {
        heading: 'Which address to enter',
        text: ['The one given when the volume licensing agreement was signed or the Open License order was placed.'],
        notes: [
          'Settings → Permission details shows the address you have registered.',
          'If a verified address matches no agreement, you are told right away and can correct the address, request permissions or contact support.',
        ],
      },
    ],
  },
  registration: {
    question: 'How do I register?',
    answer:
      'Sign in, enter your business e-mail address and follow the link in the confirmation e-mail. Your licenses appear seconds after that.',
    sections: [
      {
        heading: 'Step by step',
        steps: [
          'Choose Sign up now.',
          'Sign in with the account you have.',
          'Enter your business e-mail address twice: the one given when the agreement was signed or the order was placed.',
          'A confirmation e-mail goes to that address. Follow its link while you are signed in with the same account.',
          'Registration is complete, and the page lists the licenses and roles that the address entitles you to.',
        ],
      },
      {
        heading: 'If the e-mail does not arrive',
        notes: [
          'Look in the junk mail folder and at any filter that limits what you receive.',
          'The registration page can send it again, and shows how long to wait before it can.',
        ],
      },
      {
        heading: 'If no licenses appear yet',
        text: [
          'New agreements and orders show up within 48 hours of receipt. The page tells you the time by which yours is due.',
          'There is no need to register again. The link in the confirmation e-mail can be followed as often as you like, and looks for new entitlements every time.',
        ],
      },
      {
        heading: 'If you hold an older Open License',
        text: ['Where a license has no address on file, register your own business e-mail address, then request permissions.'],
      },
    ],
  },
  noFunctions: {
    question: 'I am signed in but see no functions. Why?',
    answer: 'The diagnosis page shows which cause applies to you and what to do next. Some causes only need a little patience.',
    sections: [
      {
        heading: 'What it can be',
        notes: [
          'Your business e-mail address is not verified yet. Follow the link in the confirmation e-mail.',
          'The verified address differs from the one on every agreement. Correct it, or request permissions.',
          'A new order is being processed. It shows up within 48 hours of receipt; the diagnosis page gives the time.',
          'Your registration has lapsed because you have not signed in for long. Verify the same address again on the registration page.',
          'You are a contact on an MBSA but have not taken over its administration. Choose the takeover option.',
          'Access you had in eOpen did not carry over. Ask the administrator on the customer’s side to add you.',
        ],
      },
      {
        heading: 'If none of these applies',
        text: ['Contact support from the diagnosis page. What it found goes along, so you need not explain everything from the start.'],
      },
    ],
  },
  noLicenses: {
    question: 'I am signed in but see no license information.',
    answer: 'Ask the administrators of the license for access under Settings → Request permissions.',
    sections: [
      {
        heading: 'Step by step',
        steps: [
          'Open Settings → Request permissions.',
          'Choose the program and enter the Licensing ID. Spaces, hyphens and full-width digits do no harm.',
          'Choose the roles you need. A comment is optional.',
          'Choose Submit. The request goes to the administrators of that license.',
        ],
      },
      {
        heading: 'What happens then',
        text: [
          'An administrator approves all or some of the roles, or denies the request with a message. You are told by e-mail and on screen.',
          'Without a decision the administrators are reminded after 3 and 7 days, and the request expires after 30. If no administrator is left, support takes it on. You can see at any time whether it has been delivered, reminded or decided.',
        ],
      },
      {
        heading: 'If you get a permission request failure notice',
        text: [
          'Either the number is wrong or the license has no administrator. To protect the people concerned, we do not say which.',
          'If the number is right and the notice stays, contact support.',
        ],
      },
    ],
  },
  takeover: {
    question: 'I am a contact on an MBSA. What is the administrator takeover option page?',
    answer:
      'It asks whether you want to be administrator of everything below that MBSA. You see beforehand what each choice would give you, and can change your mind later.',
    sections: [
      {
        heading: 'If you take over',
        text: [
          'You become administrator of every master agreement and enrollment below the MBSA, those of today and those still to be signed.',
        ],
      },
      {
        heading: 'If you do not',
        text: [
          'The agreements below are not shown to you. Those that came from MVLS are the exception: their license information stays visible.',
          'If that would leave licenses without any administrator, they are listed and you are asked to confirm.',
        ],
      },
      {
        heading: 'To review or change it later',
        steps: ['Open Settings → Preferences.', 'Look at the takeover option there, and choose anew if you like.', 'Choose Save.'],
      },
    ],
  },
  openLicense: {
    question: 'I hold an Open License. How do I register it and become its administrator?',
    answer: 'Request the role VLSC administrator with both numbers: the license number and the authorization number.',
    sections: [
      {
        heading: 'Step by step',
        steps: [
          'Open Settings → Request permissions.',
          'As the program, choose Open License.',
          'Enter the license number (8 digits) and the authorization number (such as 12345678ZZE1234).',
          'As the role, choose VLSC administrator. A comment is optional.',
          'Choose Submit. The request goes to the administrators of that license.',
        ],
      },
      {
        heading: 'If you get a permission request failure notice',
        text: ['Either the two numbers do not belong together or the license has no administrator.'],
        notes: [
          'Check both numbers. After 5 wrong pairs within an hour, requests are suspended for 24 hours; the page says until when.',
          'If the numbers are right, contact support. Have the license number, authorization number, company name and address at hand.',
        ],
      },
    ],
  },
  partner: {
    question: 'My partner managed our licenses in eOpen and has lost access. Why?',
    answer:
      'Access of partners did not carry over from eOpen. If the partner is to go on working for you, your administrator adds them as a user.',
    sections: [
      {
        heading: 'Adding the partner (your administrator)',
        steps: [
          'Open Administration → Add user.',
          'Enter the e-mail address and name of your contact at the partner.',
          'Choose the roles for each Licensing ID and, if you like, an end date.',
          'Choose “Add user”. Your contact is told by e-mail.',
        ],
      },
      {
        heading: 'If your contact has not registered yet',
        text: [
          'They get an invitation, which turns into permissions when that address is verified. It holds for 60 days and can be sent again or withdrawn.',
        ],
      },
      {
        heading: 'If you are the partner',
        text: [
          'Sign in and open the diagnosis page or this one: a text to send to your customer is ready there, with your name and address in it.',
        ],
      },
    ],
  },
  lapsed: {
    question: 'I have not signed in for long and cannot log on.',
    answer:
      'A registration lapses after 365 days without sign-in. Verify the same business e-mail address again, and every permission that is still valid comes back.',
    sections: [
      {
        heading: 'What lapsing means',
        text: ['Your permissions are suspended, not deleted. An e-mail warns you 30 days before.'],
      },
      {
        heading: 'How to come back',
        steps: [
          'Sign in and open the registration page, which lists your addresses.',
          'Choose “Send the e-mail again” at one you still use, and follow the link in it.',
          'See which permissions came back, and which did not.',
        ],
      },
      {
        heading: 'If you now sign in with another account',
        text: ['A new account takes over an address once it has verified it. The old account then loses that address.'],
      },
    ],
  },
  administrator: {
    question: 'Who is the administrator?',
    answer: 'We do not disclose administrators. You can reach them without knowing who they are: a request finds its way to them.',
    sections: [
      {
        heading: 'Why their names are not shown',
        text: [
          'To protect them as persons. Neither names nor addresses nor their number are shown to anybody who does not administer the same license.',
        ],
      },
      {
        heading: 'How to send a request',
        steps: [
          'Open Settings → Request permissions.',
          'Choose the program, enter the Licensing ID and the roles you need.',
          'A comment with your name, department and reason makes it easier for the administrator to decide.',
          'Choose Submit.',
        ],
      },
      {
        heading: 'What happens then',
        text: ['You see whether the request has been delivered, reminded, decided or has expired, but never by whom.'],
      },
    ],
  },
};

export const help: SameShape<Omit<typeof ja, 'scenarios'>> & { scenarios: typeof scenarios } = {
  faq: {
    title: 'Frequently asked questions',
    description: 'Nine situations, each with its causes and the way out. The button at the end of each starts what you need.',
    filter: 'Filter the questions',
    filterHint: 'For example: confirmation e-mail, Open License, administrator',
    clear: 'Clear the filter',
    found_one: '{{count}} question',
    found_other: '{{count}} questions',
    none: {
      title: 'No question matches',
      text: 'Try other words, or contact support.',
    },
  },
  scenario: {
    short: 'In short',
    start: 'Start here',
    signInFirst: 'You sign in first; then the right page opens.',
    notSolved: 'If this does not help',
    others: 'Other questions',
    previous: 'Previous question',
    next: 'Next question',
  },
  actions: {
    permissionDetails: 'Open permission details',
    register: 'Start registration',
    diagnosis: 'Open the diagnosis page',
    requestPermissions: 'Request permissions',
    requestOpenLicense: 'Request administration of an Open License',
    takeover: 'Open the takeover option',
    preferences: 'Open preferences',
    addUser: 'Add a user',
    contactUs: 'Contact us',
  },
  scenarios,
};
