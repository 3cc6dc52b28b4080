import { fill, shortDay } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Asked, AskedGroup, AskedOne, AskedYes, type Form } from "./checked.tsx";
import type { SectionFormProps, SettingsSection } from "./settings-views.ts";

type Props = SectionFormProps & { form: Form; m: Messages };

/** A value that a file gives: what it is, and that it is changed there. */
const Given = ({ label, value, m }: { label: string; value: string; m: Messages }) => (
  <div class="field">
    <p class="fixed-label">{label}</p>
    <p>
      {value ? <span lang="it">{value}</span> : null} <span class="tag tag-neutral">{m.settings.fromFile}</span>
    </p>
  </div>
);

function Identity({ form, m, fixed, setUp, values }: Props) {
  const words = m.settings;
  return (
    <>
      {fixed.includes("name") ? (
        <Given label={words.name} value={values["name"] ?? ""} m={m} />
      ) : (
        <Asked form={form} name="name" label={words.name} hint={words.nameHint} required maxlength={120} />
      )}
      <div class="field-row">
        {setUp ? (
          <Asked form={form} name="code" label={words.code} hint={words.codeHint} required maxlength={20} mono />
        ) : null}
        <Asked form={form} name="place" label={words.place} hint={words.placeHint} required maxlength={80} />
      </div>
      <Asked form={form} name="address" label={words.address} required maxlength={200} />
      <Asked form={form} name="pec" label={words.pec} required maxlength={254} />
      <Asked
        form={form}
        name="officeName"
        label={words.officeName}
        hint={words.officeNameHint}
        required
        maxlength={120}
      />
      <Asked form={form} name="officeEmail" label={words.officeEmail} required maxlength={254} />
      <Asked form={form} name="dpo" label={words.dpo} hint={words.dpoHint} maxlength={120} />
      <Asked
        {...{ form, name: "privacyPolicy", label: words.privacyPolicy, hint: words.privacyPolicyHint }}
        maxlength={300}
        mono
      />
    </>
  );
}

function Look({ form, m, fixed, values, hasPicture }: Props) {
  const words = m.settings;
  return (
    <>
      {fixed.includes("colour") ? (
        <Given label={words.colour} value={values["colour"] ?? ""} m={m} />
      ) : (
        <Asked form={form} name="colour" label={words.colour} hint={words.colourHint} maxlength={7} mono />
      )}
      {fixed.includes("arms") ? (
        <Given label={words.arms} value={values["armsAlt"] ?? ""} m={m} />
      ) : (
        <>
          <Asked
            form={form}
            name="arms"
            label={words.arms}
            hint={words.armsHint}
            type="file"
            accept=".png,.jpg,.jpeg"
          />
          {hasPicture ? <AskedYes form={form} name="removeArms" label={words.armsRemove} /> : null}
          <Asked form={form} name="armsAlt" label={words.armsAlt} hint={words.armsAltHint} maxlength={120} />
        </>
      )}
    </>
  );
}

function Signing({ form, m, fixed, values }: Props) {
  const words = m.settings;
  const levels = (["any", "T", "LT", "LTA"] as const).map((value) => ({ value, label: words[`level_${value}`] }));
  const level = levels.find(({ value }) => value === values["level"])?.label ?? "";
  return (
    <>
      {fixed.includes("level") ? (
        <Given label={words.level} value={level} m={m} />
      ) : (
        <>
          <AskedGroup form={form} name="level" label={words.level} type="radio" options={levels} />
          <AskedYes form={form} name="qualified" label={words.qualified} hint={words.qualifiedHint} />
          <AskedYes form={form} name="passed" label={words.passed} hint={words.passedHint} />
        </>
      )}
      {fixed.includes("timestamps") ? (
        <Given label={words.timestamps} value="" m={m} />
      ) : (
        <Asked form={form} name="timestamps" label={words.timestamps} hint={words.timestampsHint} rows={3} mono />
      )}
    </>
  );
}

function Mail({ form, m, hasPassword }: Props) {
  const words = m.settings;
  const uses = [
    { value: "none", label: words.use_none, hint: words.use_noneHint },
    { value: "smtp", label: words.use_smtp },
  ];
  const ways = (["starttls", "tls", "none"] as const).map((value) => ({ value, label: words[`security_${value}`] }));
  return (
    <>
      <AskedGroup form={form} name="use" label={words.use} type="radio" options={uses} />
      <div class="field-row">
        <Asked form={form} name="host" label={words.host} maxlength={120} mono />
        <Asked form={form} name="port" label={words.port} maxlength={5} inputmode="numeric" />
      </div>
      <AskedOne form={form} name="security" label={words.security} options={ways} />
      <div class="field-row">
        <Asked form={form} name="user" label={words.user} hint={words.userHint} maxlength={120} autocomplete="off" />
        <Asked
          {...{ form, name: "password", label: words.password, type: "password" }}
          hint={hasPassword ? words.passwordKept : words.passwordHint}
          maxlength={200}
          autocomplete="new-password"
        />
      </div>
      <Asked form={form} name="from" label={words.from} hint={words.fromHint} maxlength={254} />
    </>
  );
}

function Address({ form, m, fixed, values }: Props) {
  const words = m.settings;
  return (
    <>
      {fixed.includes("origin") ? (
        <Given label={words.origin} value={values["origin"] ?? ""} m={m} />
      ) : (
        <Asked form={form} name="origin" label={words.origin} hint={words.originHint} maxlength={260} mono />
      )}
      {fixed.includes("trustedProxies") ? (
        <Given label={words.trustedProxies} value="" m={m} />
      ) : (
        <Asked
          {...{ form, name: "trustedProxies", label: words.trustedProxies, hint: words.trustedProxiesHint }}
          rows={3}
          mono
        />
      )}
    </>
  );
}

/** The key that seals: which one is recorded, and another in its place. */
export function SealFields({ form, m, seal, setUp }: Props) {
  const words = m.settings;
  const kinds = (["test", "p12"] as const).map((value) => ({
    value,
    label: words[`seal_${value}`],
    hint: words[`seal_${value}Hint`],
  }));
  return (
    <>
      {seal.kind === "p12" ? (
        <p>
          <strong>{words.sealNow}</strong>:{" "}
          {fill(words.sealOf, { subject: seal.subject, until: shortDay(seal.until.slice(0, 10)) })}
        </p>
      ) : null}
      {setUp ? <AskedGroup form={form} name="kind" label={words.section_seal} type="radio" options={kinds} /> : null}
      <div class="field-row">
        <Asked form={form} name="file" label={words.file} hint={words.fileHint} type="file" accept=".p12,.pfx" />
        <Asked
          {...{ form, name: "sealPassword", label: words.sealPassword, type: "password" }}
          maxlength={200}
          autocomplete="off"
        />
      </div>
    </>
  );
}

/** The fields of a section, the same in the set-up and in the settings. */
export function SectionFields({ section, ...props }: Props & { section: SettingsSection }) {
  if (section === "identity") return <Identity {...props} />;
  if (section === "look") return <Look {...props} />;
  if (section === "signing") return <Signing {...props} />;
  if (section === "mail") return <Mail {...props} />;
  if (section === "address") return <Address {...props} />;
  return <SealFields {...props} />;
}
