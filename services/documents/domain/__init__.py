"""Rules of documents: kinds of papers, their data, numbers and proof. Pure."""
