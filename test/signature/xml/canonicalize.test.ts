// Holds canonicalization against the examples of the W3C (Canonical XML 1.0 §3, Exclusive XML Canonicalization §2),
// without their document types, which are refused here.
import { describe, expect, it } from "vitest";
import { type Canonicalization, canonicalize } from "../../../shared/signature/xml/canonicalize.ts";
import { everyElement } from "../../../shared/signature/xml/element.ts";
import { parseXml, rootOf } from "../../../shared/signature/xml/parse-xml.ts";

const inclusive: Canonicalization = { exclusive: false, comments: false, version: "1.0", prefixes: [] };
const exclusive: Canonicalization = { ...inclusive, exclusive: true };
const read = (text: string) => parseXml(new TextEncoder().encode(text));
const written = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const whole = (text: string, method = inclusive) => written(canonicalize(read(text), method));
const part = (text: string, name: string, method: Canonicalization) => {
  const element = everyElement(rootOf(read(text))).find(({ localName }) => localName === name);
  if (element === undefined) throw new Error("no such element");
  return written(canonicalize(element, method));
};

describe("canonicalization", () => {
  it("keeps instructions, drops the declaration, and writes comments when asked (C14N 1.0 §3.1)", () => {
    const text =
      '<?xml version="1.0"?>\n\n<?xml-stylesheet   href="doc.xsl"\n   type="text/xsl"   ?>\n\n<doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n\n<!-- Comment 3 -->';
    const plain =
      '<?xml-stylesheet href="doc.xsl"\n   type="text/xsl"   ?>\n<doc>Hello, world!</doc>\n<?pi-without-data?>';
    expect(whole(text)).toBe(plain);
    expect(whole(text, { ...inclusive, comments: true })).toBe(
      '<?xml-stylesheet href="doc.xsl"\n   type="text/xsl"   ?>\n<doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->',
    );
  });

  it("keeps white space in content (§3.2)", () => {
    const text =
      "<doc>\n   <clean>   </clean>\n   <mixed>\n      A\n      <clean>   </clean>\n      B\n   </mixed>\n</doc>";
    expect(whole(text)).toBe(text);
  });

  it("writes start and end tags one way, attributes in order (§3.3)", () => {
    const text = [
      "<doc>",
      '<e1   /><e2   ></e2><e3   name = "elem3"   id="elem3"   />',
      '<e5 a:attr="out" b:attr="sorted" attr2="all" attr="I\'m" xmlns:b="http://www.ietf.org" xmlns:a="http://www.w3.org" xmlns="http://example.org"/>',
      '<e6 xmlns="" xmlns:a="http://www.w3.org"><e7 xmlns="http://www.ietf.org"><e8 xmlns="" xmlns:a="http://www.w3.org"><e9 xmlns="" xmlns:a="http://www.ietf.org"/></e8></e7></e6>',
      "</doc>",
    ].join("");
    const canonical = [
      "<doc>",
      '<e1></e1><e2></e2><e3 id="elem3" name="elem3"></e3>',
      '<e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I\'m" attr2="all" b:attr="sorted" a:attr="out"></e5>',
      '<e6 xmlns:a="http://www.w3.org"><e7 xmlns="http://www.ietf.org"><e8 xmlns=""><e9 xmlns:a="http://www.ietf.org"></e9></e8></e7></e6>',
      "</doc>",
    ].join("");
    expect(whole(text)).toBe(canonical);
  });

  it("replaces references to characters and CDATA, escapes what has to be (§3.4)", () => {
    const text =
      '<doc><text>First line&#x0d;&#10;Second line</text><value>&#x32;</value><compute><![CDATA[value>"0" && value<"10" ?"valid":"error"]]></compute><compute expr=\'value>"0" &amp;&amp; value&lt;"10" ?"valid":"error"\'>valid</compute><norm attr=\' &apos;   &#x20;&#13;&#xa;&#9;   &apos; \'/></doc>';
    const canonical =
      '<doc><text>First line&#xD;\nSecond line</text><value>2</value><compute>value&gt;"0" &amp;&amp; value&lt;"10" ?"valid":"error"</compute><compute expr="value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;">valid</compute><norm attr=" \'    &#xD;&#xA;&#x9;   \' "></norm></doc>';
    expect(whole(text)).toBe(canonical);
  });

  it("writes UTF-8 (§3.6) and the line ends of XML 1.0", () => {
    expect(whole("<doc>&#169;</doc>")).toBe("<doc>©</doc>");
    expect(whole("<doc>a\r\nb\rc\u0085d\u2028</doc>")).toBe("<doc>a\nb\nc\u0085d\u2028</doc>");
  });

  const nested =
    '<n0:pdu xmlns:n0="http://a.example" xmlns:n1="http://b.example"><n1:elem2 xmlns:n1="http://b.example" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2></n0:pdu>';

  it("lets a subtree inherit the namespaces around it, or not (Exclusive §2.2)", () => {
    expect(part(nested, "elem2", inclusive)).toBe(
      '<n1:elem2 xmlns:n0="http://a.example" xmlns:n1="http://b.example" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>',
    );
    expect(part(nested, "elem2", exclusive)).toBe(
      '<n1:elem2 xmlns:n1="http://b.example" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>',
    );
  });

  it("inherits xml: attributes, in version 1.1 without xml:id (C14N 1.1 §2.4)", () => {
    const text = '<a xml:id="x" xml:space="preserve"><b/></a>';
    expect(part(text, "b", inclusive)).toBe('<b xml:id="x" xml:space="preserve"></b>');
    expect(part(text, "b", { ...inclusive, version: "1.1" })).toBe('<b xml:space="preserve"></b>');
    expect(part(text, "b", exclusive)).toBe("<b></b>");
  });

  it("takes listed prefixes in, the default one too (Exclusive §3)", () => {
    const text = '<a xmlns="urn:d" xmlns:p="urn:p"><q:b xmlns:q="urn:q"/></a>';
    expect(part(text, "b", { ...exclusive, prefixes: ["p", ""] })).toBe(
      '<q:b xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q"></q:b>',
    );
  });

  it("leaves out an element", () => {
    const document = read("<a>1<b>2</b>3</a>");
    const inner = rootOf(document).childNodes.item(1);
    expect(written(canonicalize(document, exclusive, new Set(inner === null ? [] : [inner])))).toBe("<a>13</a>");
  });
});
