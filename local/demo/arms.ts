/** The coat of arms of a town that does not exist: a house under a rising sun. */
export const borgoSerenoArms = {
  format: "svg" as const,
  alt: "Stemma di prova del Comune di Borgo Sereno: una casa sotto il sole che sorge",
  bytes: new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 120">
<path d="M4 4h92v58c0 30-20 46-46 54C24 108 4 92 4 62z" fill="#f4f7fa" stroke="#0b3a66" stroke-width="5"/>
<circle cx="50" cy="46" r="15" fill="#d9a02b"/>
<path d="M50 22v-9M33 29l-6-6M67 29l6-6M26 46h-9M74 46h9" stroke="#d9a02b" stroke-width="4" stroke-linecap="round"/>
<path d="M9 72c0-3-.3-6-.3-10h82.600c0 4 0 7-.3 10-3 20-19 32-41 39.500C28 104 12 92 9 72z" fill="#2f6b4f"/>
<path d="M30 66l20-17 20 17v26H30z" fill="#ffffff" stroke="#0b3a66" stroke-width="4" stroke-linejoin="round"/>
<path d="M44 92V76a6 6 0 0 1 12 0v16z" fill="#0b3a66"/>
</svg>`),
};
