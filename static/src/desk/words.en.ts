import type { Words } from './words';

export const en: Words = {
  title: 'Desk',
  call: {
    none: 'Nobody is calling', noneText: 'The card is here as soon as the phone rings.', ring: 'Let my telephone ring',
    state: { ringing: 'Ringing', answered: 'On the line', held: 'On hold', transferred: 'Transferred', ended: 'Hung up, write down the outcome', missed: 'Missed' },
    withheld: 'Number withheld', on: (line) => `on ${line}`, popped: (who) => `${who} is calling`, show: 'Show',
    many: 'Who is it? Several people share this number',
    newTitle: 'New customer', newName: 'Name or company', newSave: 'Create the card', country: 'Country',
    withheldText: 'Ask who it is, and find the card (Ctrl K).',
  },
  queue: {
    title: 'Queue', order: 'Due time, then value', empty: 'Nobody is waiting.', takenBy: (who) => `with ${who}`, back: 'Return', unknown: 'Unknown customer',
    kind: { complaint: 'Complaint', request: 'Request', missed_call: 'Missed call', call_back: 'Call back', message: 'Message' },
  },
  card: {
    empty: 'No card is open', emptyText: 'Take the first in the queue, or find a customer.', number: (number) => `Customer ${number}`,
    tier: { standard: 'Standard value', silver: 'Silver value', gold: 'Gold value', platinum: 'Platinum value' },
    speaks: { pl: 'speaks Polish', cs: 'speaks Czech', en: 'speaks English', de: 'speaks German', sk: 'speaks Slovak' },
    noAddress: 'Address unknown', within: (metres) => `±${metres}`,
    consents: (channels) => `Consents: ${channels}`, noConsent: 'No marketing consent: make no offers', refused: (channel, when) => `${channel}: withdrawn ${when}`,
    channel: { phone: 'phone', sms: 'SMS', email: 'e-mail', mail: 'post', letter: 'post', fax: 'fax', chat: 'chat' },
    actions: 'Actions', outcome: 'Outcome', task: 'Call back', complaint: 'Complaint', send: 'Send outlet', wrong: 'Wrong data',
  },
  tabs: { timeline: 'Timeline', cases: 'Cases', orders: 'Orders', facts: 'Facts' },
  tabList: 'Customer card',
  timeline: {
    today: 'Today', earlier: 'Earlier', live: 'now', empty: 'Nothing has happened yet.',
    channel: { phone: 'Call', fax: 'Fax', email: 'E-mail', letter: 'Letter', in_person: 'In person', web_form: 'Web form', chat: 'Chat', sms: 'SMS', video: 'Video' },
    direction: { inbound: 'from the customer', outbound: 'to the customer', internal: 'internal' },
  },
  cases: {
    due: (date) => `answer by ${date}`, days: (n) => `${n} days`, late: 'overdue', rule: (id, version) => `rule ${id}, version ${version}`,
    state: { open: 'open', waiting: 'waiting for the customer', resolved: 'resolved', withdrawn: 'withdrawn' }, empty: 'No open cases.',
  },
  orders: { empty: 'No open orders.', state: { new: 'new', confirmed: 'confirmed', open: 'in progress', shipped: 'on its way', ready: 'ready to collect', delivered: 'delivered', cancelled: 'cancelled', returned: 'returned' } },
  facts: { phone: 'Phone', email: 'E-mail', fax: 'Fax', addresses: 'Addresses', fields: 'Own fields', segment: 'Segment', none: 'Nothing more is known.' },
  note: { label: 'Note', placeholder: 'What was it about? What was promised?', save: 'Save and next', draft: 'The draft stays until you save', outcome: 'Outcome', saved: 'Saved.', wrappedUp: 'The call is written down.' },
  outcomes: [['info', 'Information'], ['returns', 'Return'], ['sold', 'Sale'], ['service', 'Service'], ['complaint', 'Complaint'], ['call_back', 'Call back'], ['wrong_number', 'Wrong number']],
  near: {
    title: 'Nearest outlets', onArrival: 'Open on arrival', service: 'Service', when: 'When', place: 'From', empty: 'Once the address is known, the three nearest outlets stand here.',
    home: 'Customer’s address', kept: 'Asking again failed. This is the answer before.', mapFailed: 'No map, the list works.', map: 'Map: customer and outlets', me: 'Customer',
    whyNot: 'Nearer, but left out', none: 'No outlet fits the question.', promotions: (titles) => `Promotion: ${titles}`,
  },
  when: { now: 'Now', tomorrow: 'Tomorrow', saturday: 'On Saturday', sunday: 'On Sunday', nextSunday: 'The Sunday after', other: 'Another day' },
  send: { title: 'Send outlet', sms: 'SMS', email: 'E-mail', chat: 'Chat', sent: (to) => `Sent to ${to}`, noOutlet: 'Choose an outlet first (Alt 1 to 3).', copied: 'The link is copied for the chat.' },
  task: { title: 'Call back', hour: 'In an hour', today: 'Today at 16:00', tomorrow: 'Tomorrow at 9:00', monday: 'On Monday at 9:00', done: (when) => `Call promised: ${when}` },
  complaint: { title: 'Complaint', subject: 'What is it about', save: 'Take the complaint', opened: (number, due) => `${number} taken, answer by ${due}` },
  wrong: { sent: 'Reported to the data steward.', closed: 'Customer says the outlet was closed' },
  palette: { title: 'Find', placeholder: 'Customer, number, order, place or action', people: 'Customers', places: 'Places', actions: 'Actions', empty: 'Nothing like that. Check the spelling, or give a number.', slow: 'Searching names and numbers only, the rest is loading.' },
  degraded: { lost: 'No connection to the server. Card and note stay, connecting again.', near: 'The search for outlets does not answer. Card and timeline work.' },
  cancel: 'Cancel',
  keys: [
    ['Ctrl K', 'Find a customer, a place or an action'], ['J  K', 'Queue: down, up'], ['Enter', 'Take from the queue'], ['N', 'Note'], ['L', 'Outcome of the call'], ['Ctrl Enter', 'Save and take the next'],
    ['S', 'Send the outlet'], ['T', 'Promise to call back'], ['X', 'Take a complaint'], ['F', 'Service'], ['W', 'When'], ['P', 'From where'], ['B', 'Report wrong data of the outlet'],
    ['Alt 1  9', 'Choose an outlet'], ['1  4', 'Tabs'], ['Alt P', 'Show the new call'], ['Esc', 'Back, the draft stays'], ['?', 'This list'],
  ],
};
