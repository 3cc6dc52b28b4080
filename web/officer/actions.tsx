import { type ActHead, hasDecisions, isVacant, openSteps, seats } from "../../shared/act/index.ts";
import { fill } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { openWarnings } from "../situation.ts";
import type { OfficerActProps } from "../views.ts";
import { Amend, AskVisto, CorrectAddress, Reassign } from "./people-actions.tsx";

type Props = OfficerActProps & { m: Messages };
const actUrl = (props: Props) => `/ufficio/atti/${encodeURIComponent(props.head.actId)}`;

function Complete(props: Props) {
  const words = props.m.officer.act;
  return (
    <form method="post" action={`${actUrl(props)}/completa`} class="panel action">
      <Hidden tokens={props.forms} />
      <h3>{words.complete}</h3>
      <p>{words.completeText}</p>
      <button type="submit" class="btn btn-primary">
        {words.complete}
      </button>
    </form>
  );
}

/** The route is the one that the act's own roles give; whoever is not in the directory is named. */
function Submit(props: Props) {
  const { m, route, routeMissing } = props;
  const words = m.officer.act;
  const missing = routeMissing ?? [];
  const kinds = {
    approval: words.kindApproval,
    opinion: m.route.step.kindOpinion,
    signature: words.kindSignature,
    visto: m.route.step.kindVisto,
  };
  return (
    <form method="post" action={`${actUrl(props)}/invia`} class="panel action">
      <Hidden tokens={props.forms} />
      <h3>{words.submit}</h3>
      <p>{words.submitText}</p>
      <ol class="route-list">
        {route.map((step) => (
          <li>
            <strong lang="it">{step.role}</strong>: {step.names.join(", ")} ({kinds[step.kind]})
          </li>
        ))}
      </ol>
      {missing.length > 0 ? (
        <Notice tone="warning" title={words.routeMissing}>
          <p>{missing.join(" · ")}</p>
        </Notice>
      ) : null}
      <div class="buttons">
        <button type="submit" class="btn btn-primary">
          {words.submitButton}
        </button>
        <a href={`${actUrl(props)}/percorso`}>{m.form.routeEditor.edit}</a>
      </div>
    </form>
  );
}

/** A link that did not arrive is sent anew to whoever has the turn; officers never see one. */
function Resend(props: Props) {
  const { m, head } = props;
  const words = m.officer.act;
  const waiting = openSteps(head).flatMap((step) => step.assignments.filter((one) => one.state === "PENDING"));
  if (waiting.length === 0) return null;
  return (
    <form method="post" action={`${actUrl(props)}/reinvia`} class="panel action">
      <Hidden tokens={props.forms} />
      <h3>{words.resend}</h3>
      <p>{fill(words.resendText, { names: waiting.map((one) => one.name).join(", ") })}</p>
      <button type="submit" class="btn btn-outline-primary">
        {words.resend}
      </button>
    </form>
  );
}

function WithReason(
  props: Props & { path: "richiama" | "ritira" | "correggi"; title: string; text: string; label: string },
) {
  return (
    <form method="post" action={`${actUrl(props)}/${props.path}`} class="panel action">
      <Hidden tokens={props.forms} />
      <h3>{props.title}</h3>
      <p>{props.text}</p>
      <Field
        id={`motivo-${props.path}`}
        name="reason"
        label={props.label}
        hint={props.m.officer.act.reasonHint}
        rows={2}
        required
        minlength={10}
        maxlength={1000}
      />
      <button type="submit" class="btn btn-outline-danger">
        {props.title}
      </button>
    </form>
  );
}

const withdrawableNow = (head: ActHead) =>
  ["DRAFT", "ATTACHMENTS_PENDING", "READY", "BLOCKED", "RETURNED", "REJECTED"].includes(head.state) && !head.submission;

/** What the officer can do now: the one next thing in sight, the ways back folded away. */
export function Actions(props: Props) {
  const { head, m } = props;
  const words = m.officer.act;
  const submitted = head.submission !== undefined;
  const readyToSubmit = head.state === "READY" && !submitted && openWarnings(head).length === 0;
  const inRoute = ["IN_APPROVAL", "APPROVED"].includes(head.state);
  const recallable = (head.state === "READY" && submitted) || (inRoute && !hasDecisions(head));
  const correctable = (inRoute || head.state === "SIGNED") && hasDecisions(head);
  const vacant = openSteps(head).some((step) => seats(step).some(isVacant));
  const folded = recallable || correctable || withdrawableNow(head) || openSteps(head).length > 0 || head.registration;
  const withdrawable = withdrawableNow(head);
  return (
    <>
      {head.state === "DRAFT" ? <Complete {...props} /> : null}
      {readyToSubmit ? <Submit {...props} /> : null}
      <Omissis {...props} />
      {vacant ? <Reassign {...props} /> : null}
      <AskVisto {...props} />
      {folded ? (
        <details class="reader">
          <summary>{words.more}</summary>
          <Resend {...props} />
          {vacant ? null : <Reassign {...props} />}
          <CorrectAddress {...props} />
          <Amend {...props} />
          {correctable ? (
            <WithReason
              {...props}
              path="correggi"
              title={m.route.people.correct}
              text={m.route.people.correctText}
              label={m.route.people.correctReason}
            />
          ) : null}
          {recallable ? (
            <WithReason
              {...props}
              path="richiama"
              title={words.recall}
              text={words.recallText}
              label={words.recallReason}
            />
          ) : null}
          {withdrawable ? (
            <WithReason
              {...props}
              path="ritira"
              title={words.withdraw}
              text={words.withdrawText}
              label={words.withdrawReason}
            />
          ) : null}
        </details>
      ) : null}
    </>
  );
}

/** An act with omissis is published by its own text, and one that was published whole can still be. */
function Omissis({ head, m }: { head: ActHead; m: Messages }) {
  const words = m.publication.omissis;
  const href = `/ufficio/atti/${encodeURIComponent(head.actId)}/omissis`;
  if (head.state === "SEALED" && head.rendition === "omissis")
    return (
      <Notice tone="info" title={head.omissis ? words.being : words.write}>
        {head.omissis ? null : <p>{words.writeText}</p>}
        <p>
          <a class="btn btn-primary" href={href}>
            {words.write}
          </a>
        </p>
      </Notice>
    );
  if (!head.publication || head.publication.transparency.forgottenAt) return null;
  return (
    <p>
      <a href={href}>{words.rewrite}</a>
    </p>
  );
}
