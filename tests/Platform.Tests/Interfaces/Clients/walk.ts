// A State's own system goes through the platform, as in Walk.cs: an example to copy from. A test generates the types with openapi-typescript,
// compiles it strictly and runs it:  PLATFORM=http://localhost:8080 TOKENS='{"KEN":"…","FRA":"…"}' node walk.js KEN FRA

import createClient from 'openapi-fetch';
import type { paths as Networks, components } from './networks.js';
import type { paths as Reviews } from './reviews.js';
import type { paths as TechnicalAssistance } from './technical-assistance.js';
import type { paths as Treaties } from './treaties.js';

/** What is read here: an answer or a refusal, not the tables that many answers can also be had as. */
type Json = 'application/json' | 'application/problem+json';
type Problem = components['schemas']['Problem'];

const platform = process.env['PLATFORM'] ?? 'http://localhost:8080';
const tokens: Record<string, string> = JSON.parse(process.env['TOKENS'] ?? '{}');
const [asked = 'KEN', asking = 'FRA'] = process.argv.slice(2);
const instrument = 'uncac';

/** The answer, or the refusal as an error. */
function done<T>({ data, error }: { data?: T; error?: Problem }): T {
  if (data === undefined) throw new Error(error === undefined ? 'Nothing was answered.' : `${error.rule}: ${error.detail}`);
  return data;
}

const bearing = (state: string) => ({ Authorization: `Bearer ${tokens[state]}` });
const tagOf = ({ response }: { response: Response }) => response.headers.get('ETag')!;

// What is public needs no token.
const treaties = createClient<Treaties, Json>({ baseUrl: `${platform}/api/treaties` });
const status = done(await treaties.GET('/instruments/{instrument}/participants/{state}', {
  params: { path: { instrument, state: asked }, query: { asOf: '2015-12-31' } },
}));
console.log(`${status.state} is bound since ${status.effectiveOn}.`);

// One that has not joined: what would its accession today change?
const assistance = createClient<TechnicalAssistance, Json>({ baseUrl: `${platform}/api/technical-assistance` });
const today = new Date().toISOString().slice(0, 10);
const outside = done(await assistance.GET('/non-parties', { params: { query: { instrument } } })).items[0]!.state;
const supposed = done(await treaties.GET('/instruments/{instrument}/what-if', {
  params: { path: { instrument }, query: { state: outside, depositOn: today, kind: 'accession' } },
}));
console.log(`${supposed.state} would be bound from ${supposed.effectiveOn}, as party ${supposed.before!.certain} + ${supposed.after!.certain - supposed.before!.certain}.`);

// Reviews enrols whoever joins.
const reviews = createClient<Reviews, Json>({ baseUrl: `${platform}/api/reviews` });
const enrolments = done(await reviews.GET('/mechanisms/{id}/enrolments', { params: { path: { id: 'uncac-irm' }, query: { limit: 500 } } }));
console.log(`${asked} is ${enrolments.items.some(it => it.state === asked) ? '' : 'not '}enrolled.`);

// Both States designate who answers for them. The key makes it safe to send again what may have arrived.
const here = createClient<Networks, Json>({ baseUrl: `${platform}/api/networks`, headers: bearing(asked) });
const there = createClient<Networks, Json>({ baseUrl: `${platform}/api/networks`, headers: bearing(asking) });
const designation = (state: string): components['schemas']['DesignateAuthorityRequest'] => ({
  state,
  details: {
    names: { en: `Central Authority of ${state}` },
    functions: [{ function: 'mutual-legal-assistance', instrument }],
    source: { reference: 'Note 1', date: today },
  },
});
const once = (what: string) => ({ header: { 'Idempotency-Key': `${what}-${today}` } });
const authority = done(await here.POST('/authorities', { body: designation(asked), params: once(`designate-${asked}`) }));
const sender = done(await there.POST('/authorities', { body: designation(asking), params: once(`designate-${asking}`) }));
console.log(`${authority.names['en']} is designated for ${authority.functions[0]!.function}.`);

// One asks the other, which reads the request, with the tag that the next step is taken under, and answers.
const { id } = done(await there.POST('/requests', {
  body: { from: sender.id, to: authority.id, instrument, article: 'uncac art. 46(13)', subject: 'Records', text: 'Who owns it?' },
}));
const step = (seen: { response: Response }) => ({ path: { id }, header: { 'If-Match': tagOf(seen) } });
const received = await here.GET('/requests/{id}', { params: { path: { id } } });
const acknowledged = await here.POST('/requests/{id}/acknowledgement', { params: step(received) });
const answered = await here.POST('/requests/{id}/answer', { params: step(acknowledged), body: { text: 'Those two.' } });
const read = done(await there.GET('/requests/{id}', { params: { path: { id } } }));
console.log(`The request is ${done(answered).stage}: ${read.answer!.text}`);

// What may not be done is refused by a rule that has a name, with a sentence to show.
const { error: refused, response } = await here.POST('/requests/{id}/answer', { params: step(answered), body: { text: 'And a third.' } });
if (refused) console.log(`Not again (${response.status}, ${refused.rule}): ${refused.detail}`);

// And every number opens to the records that it counts.
const networks = createClient<Networks, Json>({ baseUrl: `${platform}/api/networks` });
const counted = { path: { name: 'authorities' }, query: { only: ['instrument:uncac'] } };
const figure = done(await networks.GET('/figures/{name}', { params: counted }));
const records = done(await networks.GET('/figures/{name}/records', { params: counted })).items!;
console.log(`${figure.count!.certain} ${figure.unit}, ${records.length} records, ${records.filter(it => it.state === asked).length} of ${asked}.`);
