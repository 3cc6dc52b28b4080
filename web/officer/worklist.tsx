import type { ActHead } from "../../shared/act/index.ts";
import { amount, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Empty } from "../parts/notice.tsx";
import { Written } from "../parts/written.tsx";
import { type Situation, situationOf } from "../situation.ts";
import type { Lang, WorklistProps } from "../views.ts";
import { LateLists } from "./evidence.tsx";
import { StateTag } from "./state-tag.tsx";

const groups = ["todo", "blocked", "waiting", "done"] as const;

function Row({ head, situation, m, lang }: { head: ActHead; situation: Situation; m: Messages; lang: Lang }) {
  const words = m.officer.situation;
  const { registration } = head;
  return (
    <li>
      <article>
        <p class="act-list-number">
          {registration ? (
            <span>{fill(m.act.shortNumber, { number: registration.number, year: registration.year })}</span>
          ) : null}
          <StateTag state={head.state} lang={lang} />
        </p>
        <h3>
          <a href={`/ufficio/atti/${encodeURIComponent(head.actId)}`}>
            <Written>{head.subject}</Written>
          </a>
        </h3>
        <ul class="act-list-facts">
          <li lang="it">{head.department}</li>
          <li>{head.total === null ? m.act.noSpending : amount(head.total, lang)}</li>
          <li>
            {words.turn}: <strong>{situation.turn}</strong>
          </li>
          <li>
            {words.missing}: {situation.missing}
          </li>
          <li>{fill(m.officer.worklist.since, { time: moment(situation.since, lang) })}</li>
        </ul>
      </article>
    </li>
  );
}

/** `GET /ufficio`: what is to do, what stands, what waits for others, what is finished. */
export function Worklist({ site, heads, mayCreate = true, lateLists = [] }: WorklistProps) {
  const m = messagesIn(site.lang);
  const words = m.officer.worklist;
  const rows = heads.map((head) => ({ head, situation: situationOf(head, m, site.lang) }));
  return (
    <Layout site={site} face="officer" title={words.title} scripts={["watch.js"]}>
      <div class="section-head">
        <h1>{words.title}</h1>
        {mayCreate ? (
          <a class="btn btn-primary" href="/ufficio/nuovo">
            {words.new}
          </a>
        ) : null}
      </div>
      <LateLists lists={lateLists} m={m} lang={site.lang} />
      {heads.length === 0 ? (
        <Empty title={words.empty}>{mayCreate ? <p>{words.emptyText}</p> : null}</Empty>
      ) : (
        <>
          <nav class="group-nav" aria-label={words.sections}>
            <ul>
              {groups.map((group) => (
                <li>
                  <a href={`#${group}`}>
                    {words[group]}{" "}
                    <span class="count-tag">{rows.filter((row) => row.situation.group === group).length}</span>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {groups.map((group) => {
            const mine = rows.filter((row) => row.situation.group === group);
            return (
              <section id={group} class="group">
                <h2>{words[group]}</h2>
                {mine.length === 0 ? (
                  <p class="none">{words[`${group}None`]}</p>
                ) : (
                  <ul class="act-list">
                    {mine.map((row) => (
                      <Row {...row} m={m} lang={site.lang} />
                    ))}
                  </ul>
                )}
              </section>
            );
          })}
        </>
      )}
    </Layout>
  );
}
