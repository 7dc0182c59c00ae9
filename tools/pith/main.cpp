#include <pith/version.h>

#include <iostream>

int main() { std::cout << "pith " << pith::kVersion << "\n"; }
